from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import CategoryFactory, TransactionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger")]
TRENDS = "/api/analytics/v2/category-trends"
JANUARY = "start_period=2026-01&end_period=2026-01"


def rows(client: APIClient, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{TRENDS}?{query}").json()["data"]
    return found


def names(client: APIClient, query: str) -> list[tuple[str, str, str | None]]:
    return [(row["period"], row["category"], row["subcategory"]) for row in rows(client, query)]


def test_expenses_of_a_month(ana_api: APIClient) -> None:
    alone = {"period": "2026-01", "type": "Expense", "count": 1, "mom_change_pct": None}
    assert rows(ana_api, f"{JANUARY}&transaction_type=expense") == [
        {
            **alone,
            "category": "Rent",
            "subcategory": None,
            "total": 400.0,
            "avg": 400.0,
            "max": 400.0,
            "min": 400.0,
            "pct_of_monthly": 72.73,
            "mom_change": 400.0,
        },
        {
            **alone,
            "category": "Food",
            "subcategory": "Groceries",
            "total": 120.0,
            "count": 3,
            "avg": 40.0,
            "max": 70.0,
            "min": -10.0,
            "pct_of_monthly": 21.82,
            "mom_change": 120.0,
        },
        {
            **alone,
            "category": "Food",
            "subcategory": "Dining",
            "total": 30.0,
            "avg": 30.0,
            "max": 30.0,
            "min": 30.0,
            "pct_of_monthly": 5.45,
            "mom_change": 30.0,
        },
    ]


def test_income_and_changes(ana_api: APIClient) -> None:
    found = rows(ana_api, f"{JANUARY}&transaction_type=Income")
    assert [(row["subcategory"], row["pct_of_monthly"], row["mom_change"]) for row in found] == [
        ("Salary", 65.79, 100.0),
        ("Bonus", 32.89, 500.0),
        ("Interest", 1.32, 20.05),
    ]
    assert [row["mom_change_pct"] for row in found] == [11.11, None, None]


def test_a_change_is_from_nothing_where_a_month_lies_between(ana_api: APIClient) -> None:
    dining = [row for row in rows(ana_api, "category=food") if row["subcategory"] == "Dining"]
    assert [(row["period"], row["mom_change"], row["mom_change_pct"]) for row in dining] == [
        ("2026-06", 10.0, None),
        ("2026-02", 45.5, 151.67),
        ("2026-01", 30.0, None),
    ]


def test_order_filters_and_pages(ana_api: APIClient) -> None:
    everything = names(ana_api, "")
    assert everything[:3] == [
        ("2026-06", "Food", "Dining"),
        ("2026-04", "Taxes", None),
        ("2026-03", "Food", "Groceries"),
    ]
    assert len(everything) == 11
    assert names(ana_api, "limit=2&offset=1") == everything[1:3]
    assert names(ana_api, "category=FÓOD&start_period=2026-02") == [
        row for row in everything if row[1] == "Food" and row[0] >= "2026-02"
    ]
    assert names(ana_api, "category=Fooding") == []


def test_rows_without_a_category_share_the_name_with_one_that_is_called_so(
    ana: User, ana_api: APIClient
) -> None:
    called = CategoryFactory(user=ana, name="Uncategorized")
    TransactionFactory(user=ana, amount=3, category=called)
    TransactionFactory(user=ana, amount=4)
    [row] = rows(ana_api, f"{JANUARY}&category=uncategorized")
    assert (row["total"], row["count"], row["max"], row["min"]) == (7.0, 2, 4.0, 3.0)


def test_refunds_beyond_purchases_have_no_share_and_take_none(ana: User, ana_api: APIClient) -> None:
    bought = TransactionFactory(user=ana, amount=1, category=CategoryFactory(user=ana, name="Toys"))
    TransactionFactory(user=ana, amount=3, type="Income", refund_of=bought)
    found = {row["category"]: row for row in rows(ana_api, f"{JANUARY}&transaction_type=Expense")}
    assert (found["Toys"]["total"], found["Toys"]["pct_of_monthly"]) == (-2.0, 0.0)
    assert found["Rent"]["pct_of_monthly"] == 72.73
