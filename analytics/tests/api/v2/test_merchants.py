from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
MERCHANTS = "/api/analytics/v2/merchant-intelligence"


@pytest.fixture
def _rows(ana: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    groceries = CategoryFactory(user=ana, name="Groceries", parent=food)
    leisure = CategoryFactory(user=ana, name="Leisure")

    def buy(day: str, amount: Any, payee: str, **more: Any) -> Any:
        return TransactionFactory(
            user=ana, date=date.fromisoformat(day), amount=amount, payee=payee, merchant=payee, **more
        )

    bought = buy("2026-01-03", 60, "Corner Market", category=groceries)
    buy("2026-01-25", 10, "Corner Market", type="Income", refund_of=bought)
    buy("2026-02-02", 41, "Corner Market", category=food)
    buy("2026-03-09", 8, "Corner Market", category=groceries)
    buy("2026-03-02", 9, "Corner Market", status="pending")
    for month in (1, 2, 3, 4):
        buy(f"2026-0{month}-07", "6.49", "Streams", category=leisure)
    buy("2026-02-01", 500, "Once")
    buy("2026-02-01", 70, "Employer", type="Income")
    buy("2026-02-01", 5, "")


@pytest.mark.usefixtures("_rows")
def test_merchants_with_three_purchases(ana_api: APIClient) -> None:
    assert ana_api.get(MERCHANTS).json() == {
        "data": [
            {
                "merchant": "Corner Market",
                "category": "Food",
                "subcategory": "Groceries",
                "total_spent": 99.0,
                "transaction_count": 4,
                "avg_transaction": 24.75,
                "first_transaction": "2026-01-03",
                "last_transaction": "2026-03-09",
                "months_active": 3,
                "avg_days_between": 21.7,
                "is_recurring": False,
            },
            {
                "merchant": "Streams",
                "category": "Leisure",
                "subcategory": None,
                "total_spent": 25.96,
                "transaction_count": 4,
                "avg_transaction": 6.49,
                "first_transaction": "2026-01-07",
                "last_transaction": "2026-04-07",
                "months_active": 4,
                "avg_days_between": 30.0,
                "is_recurring": True,
            },
        ],
        "total": 2,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 2,
    }


@pytest.mark.usefixtures("_rows")
def test_the_least_number_of_purchases(ana_api: APIClient) -> None:
    found = ana_api.get(f"{MERCHANTS}?min_transactions=1").json()["data"]
    assert [row["merchant"] for row in found] == ["Once", "Corner Market", "Streams"]
    assert (found[0]["avg_days_between"], found[0]["category"]) == (None, "Uncategorized")
    assert ana_api.get(f"{MERCHANTS}?min_transactions=5").json()["total"] == 0
    assert ana_api.get(f"{MERCHANTS}?min_transactions=1&limit=1&page=3").json()["data"] == [found[2]]
    assert ana_api.get(f"{MERCHANTS}?min_transactions=0").status_code == 400
