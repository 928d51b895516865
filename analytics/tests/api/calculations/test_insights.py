"""GET calculations/insights."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
URL = "/api/calculations/insights"
NOTHING: dict[str, Any] = {
    "average_daily_income": 0.0,
    "average_daily_expense": 0.0,
    "average_monthly_expense": 0.0,
    "savings_rate": 0.0,
    "largest_transaction": None,
    "unusual_spending": [],
}


@pytest.mark.parametrize("url", [URL, "/calculations/insights/", "/v1/calculations/insights"])
def test_body_by_hand(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    travel = CategoryFactory(user=ana, name="Travel")
    TransactionFactory(user=ana, amount=100, category=travel, date=date(2026, 1, 1))
    TransactionFactory(user=ana, amount=100, category=travel, date=date(2026, 1, 11))
    row = TransactionFactory(user=ana, amount=310, category=travel, date=date(2026, 1, 20))
    TransactionFactory(user=ana, amount="1000", type="Income", date=date(2026, 2, 2))
    TransactionFactory(user=ben, amount=10**6)
    largest = {"amount": 310.0, "category": "Travel", "date": "2026-01-20", "transaction_id": row.pk}

    body = ana_api.get(url).json()

    assert body == {
        "average_daily_income": 30.3,  # 1000 / 33 days, from the first row to the last
        "average_daily_expense": 15.45,  # 510 / 33
        "average_monthly_expense": 255.0,  # two calendar months
        "savings_rate": 0.49,
        "largest_transaction": largest,
        "unusual_spending": [{**largest, "reason": "3.1x normal spending"}],
    }


def test_averages_are_over_all_days_of_the_range_asked_for(ana_api: APIClient, ana: User) -> None:
    TransactionFactory(user=ana, amount=365, date=date(2025, 3, 4))
    TransactionFactory(user=ana, amount=730, type="Income", date=date(2025, 3, 4))
    body = ana_api.get(f"{URL}?start_date=2025-01-01&end_date=2025-12-31").json()
    assert (body["average_daily_income"], body["average_daily_expense"]) == (2.0, 1.0)
    assert body["average_monthly_expense"] == 30.42  # 365 / 12
    open_end = ana_api.get(f"{URL}?start_date=2025-03-01").json()
    assert open_end["average_daily_expense"] == 91.25  # the last row ends the range: 365 / 4


def test_more_spent_than_earned_is_a_negative_rate(ana_api: APIClient, ana: User) -> None:
    TransactionFactory(user=ana, amount=150)
    assert ana_api.get(URL).json()["savings_rate"] == 0.0
    TransactionFactory(user=ana, amount=100, type="Income")
    assert ana_api.get(URL).json()["savings_rate"] == -0.5


def test_five_unusual_expenses_at_most(ana_api: APIClient, ana: User) -> None:
    for amount in [1] * 8 + [10, 11, 12, 13, 14, 15]:
        TransactionFactory(user=ana, amount=amount)
    unusual = ana_api.get(URL).json()["unusual_spending"]
    assert [(row["amount"], row["reason"]) for row in unusual] == [
        (15.0, "15.0x normal spending"),
        (14.0, "14.0x normal spending"),
        (13.0, "13.0x normal spending"),
        (12.0, "12.0x normal spending"),
        (11.0, "11.0x normal spending"),
    ]


def test_empty_ledger_and_what_has_no_rate(ana_api: APIClient, ana: User) -> None:
    assert ana_api.get(URL).json() == NOTHING
    assert ana_api.get(f"{URL}?start_date=2026-01-01&end_date=2026-01-31").json() == NOTHING
    TransactionFactory(user=ana, account=AccountFactory(user=ana, currency="EUR"))
    assert ana_api.get(URL).json() == NOTHING | {"unconverted": 1}


def test_dates_and_a_named_range_exclude_each_other(ana_api: APIClient) -> None:
    response = ana_api.get(f"{URL}?time_range=fy&start_date=2026-01-01")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["time_range"])
