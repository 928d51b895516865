from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from preferences.services.preferences import update_preferences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger")]
MONTHS = "/api/analytics/v2/monthly-summaries"


def months(client: APIClient, query: str = "") -> dict[str, dict[str, Any]]:
    return {month["period"]: month for month in client.get(f"{MONTHS}{query}").json()["data"]}


def test_a_month(summer: APIClient) -> None:
    body = summer.get(f"{MONTHS}?start_period=2026-01&end_period=2026-01").json()
    assert body == {
        "data": [
            {
                "period": "2026-01",
                "year": 2026,
                "month": 1,
                "income": {
                    "total": 1520.05,
                    "salary": 1000.0,
                    "investment": 20.05,
                    "other": 500.0,
                    "count": 3,
                    "change_pct": 68.89,
                },
                "expenses": {
                    "total": 550.0,
                    "essential": 520.0,
                    "discretionary": 30.0,
                    "count": 4,
                    "change_pct": None,
                },
                "transfers": {"out": 250.0, "in": 250.0, "net_investment": 150.0, "count": 2},
                "savings": {"net": 970.05, "rate": 0.6382},
                "expense_ratio": 0.3618,
                "total_transactions": 9,
                "last_calculated": "2026-07-15T06:00:00Z",
            }
        ],
        "total": 1,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 1,
    }


def test_changes_are_against_the_calendar_month_before(ana_api: APIClient) -> None:
    found = months(ana_api)
    assert list(found) == ["2026-06", "2026-04", "2026-03", "2026-02", "2026-01", "2025-12"]
    changes = [(month["income"]["change_pct"], month["expenses"]["change_pct"]) for month in found.values()]
    assert changes == [
        (None, None),  # no May
        (None, 650.0),
        (None, -47.02),
        (-100.0, -86.27),
        (68.89, None),
        (None, None),
    ]


def test_transfers_with_one_known_account_go_out_only(ana_api: APIClient) -> None:
    found = months(ana_api)
    assert found["2026-06"]["transfers"] == {"out": 5.0, "in": 0.0, "net_investment": 0.0, "count": 1}
    assert found["2026-06"]["savings"] == {"net": -10.0, "rate": 0.0}
    assert found["2026-06"]["expense_ratio"] == 0.0
    assert found["2026-03"]["unconverted"] == 1
    assert "unconverted" not in found["2026-06"]


def test_periods_and_pages(ana_api: APIClient) -> None:
    assert list(months(ana_api, "?start_period=2026-03")) == ["2026-06", "2026-04", "2026-03"]
    assert list(months(ana_api, "?end_period=2026-01")) == ["2026-01", "2025-12"]
    assert list(months(ana_api, "?limit=2&offset=1")) == ["2026-04", "2026-03"]


def test_the_preferences_say_what_counts_and_how(ana: User, ana_api: APIClient) -> None:
    before = months(ana_api)["2026-01"]
    changes = {"excluded_accounts": ["card"], "essential_categories": ["dining"]}
    update_preferences(user=ana, changes=changes)
    after = months(ana_api)["2026-01"]
    assert before["expenses"]["total"] == 550.0
    assert (after["expenses"]["total"], after["expenses"]["essential"]) == (450.0, 0.0)
    assert "2026-02" not in months(ana_api)
    assert after["transfers"] == before["transfers"]
