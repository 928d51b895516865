from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from preferences.services.preferences import update_preferences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger")]
YEARS = "/api/analytics/v2/fy-summaries"


def test_fiscal_years_from_april(summer: APIClient) -> None:
    assert summer.get(YEARS).json() == {
        "data": [
            {
                "fiscal_year": "2026-27",
                "period": "Apr 2026 - Mar 2027",
                "income": {"total": 0.0, "salary": 0.0, "bonus": 0.0, "investment": 0.0, "other": 0.0},
                "expenses": {"total": 310.0, "tax_paid": 300.0},
                "investments_made": 0.0,
                "savings": {"net": -310.0, "rate": 0.0},
                "yoy": {"income": -100.0, "expenses": -53.42, "savings": -117.67},
                "is_complete": False,
            },
            {
                "fiscal_year": "2025-26",
                "period": "Apr 2025 - Mar 2026",
                "income": {
                    "total": 2420.05,
                    "salary": 1900.0,
                    "bonus": 500.0,
                    "investment": 20.05,
                    "other": 0.0,
                },
                "expenses": {"total": 665.5, "tax_paid": 0.0},
                "investments_made": 250.0,
                "savings": {"net": 1754.55, "rate": 0.725},
                "yoy": {"income": None, "expenses": None, "savings": None},
                "is_complete": True,
            },
        ],
        "total": 2,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 2,
    }


def test_fiscal_years_that_are_calendar_years(ana: User, summer: APIClient) -> None:
    update_preferences(user=ana, changes={"fiscal_year_start_month": 1})
    found = summer.get(YEARS).json()["data"]
    assert [(year["fiscal_year"], year["period"], year["income"]["total"]) for year in found] == [
        ("2026", "Jan 2026 - Dec 2026", 1520.05),
        ("2025", "Jan 2025 - Dec 2025", 900.0),
    ]
    assert found[0]["yoy"] == {"income": 68.89, "expenses": None, "savings": -39.49}
    assert [year["is_complete"] for year in found] == [False, True]


def test_a_year_after_a_gap_has_no_year_before(ana: User, summer: APIClient) -> None:
    changes = {"earning_start_date": "2027-01-01", "use_earning_start_date": True}
    update_preferences(user=ana, changes={**changes, "fiscal_year_start_month": 12})
    # Transfers still count: December 2025 and the months to June are one fiscal year.
    assert [year["fiscal_year"] for year in summer.get(YEARS).json()["data"]] == ["2025-26"]


def test_pages(summer: APIClient) -> None:
    body = summer.get(f"{YEARS}?limit=1&page=2").json()
    assert [year["fiscal_year"] for year in body["data"]] == ["2025-26"]
    assert (body["total"], body["offset"], body["has_more"]) == (2, 1, False)
