"""Every figure of a range of days, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from analytics.tests.api.by_hand import NOW, enter, without_ids

pytestmark = pytest.mark.django_db

TOTALS = {
    "total_income": 12600.0,
    "total_expenses": 5700.0,
    "net_savings": 6900.0,
    "income_transactions": 4,
    "expense_transactions": 9,
}
# Month, income, expenses, net, rows.
MONTHS = [
    ("2025-10", 3000.0, 1000.0, 2000.0, 2),
    ("2025-11", 3000.0, 1200.0, 1800.0, 3),
    ("2025-12", 3000.0, 2300.0, 700.0, 4),
    ("2026-01", 3600.0, 1200.0, 2400.0, 4),
]
SPENT = [
    ("Rent", 4000.0, 0.7018, 4),
    ("Travel", 1000.0, 0.1754, 1),
    ("Food", 500.0, 0.0877, 4),
    ("Fun", 200.0, 0.0351, 1),
]
WORTH = [
    ("2025-10-01", 7000.0),
    ("2025-10-05", 6000.0),
    ("2025-11-01", 9000.0),
    ("2025-11-05", 8000.0),
    ("2025-11-10", 7800.0),
    ("2025-12-01", 10800.0),
    ("2025-12-05", 9800.0),
    ("2025-12-12", 9500.0),
    ("2025-12-15", 9500.0),
    ("2025-12-20", 8500.0),
    ("2026-01-01", 12100.0),
    ("2026-01-05", 11100.0),
    ("2026-01-08", 11150.0),
    ("2026-01-20", 10900.0),
    ("2026-01-26", 9901.0),
]
BREAKDOWN = {
    "categories": [
        {"category": name, "amount": amount, "percentage": share, "transaction_count": count}
        for name, amount, share, count in SPENT
    ],
    "total": 5700.0,
}
CATEGORIES = [{"category": name, "amount": amount, "percentage": share} for name, amount, share, _ in SPENT]

BODIES: list[tuple[str, Any]] = [
    ("calculations/totals", TOTALS),
    (
        "calculations/monthly-aggregation",
        {
            "months": [
                {"month": month, "income": income, "expenses": spent, "net": net, "transactions": rows}
                for month, income, spent, net, rows in MONTHS
            ]
        },
    ),
    (
        "calculations/yearly-aggregation",
        {
            "years": [
                {"year": 2025, "income": 9000.0, "expenses": 4500.0, "net": 4500.0, "transactions": 9},
                {"year": 2026, "income": 3600.0, "expenses": 1200.0, "net": 2400.0, "transactions": 4},
            ]
        },
    ),
    ("calculations/category-breakdown", BREAKDOWN),
    (
        "calculations/category-breakdown?start_date=2025-11-10&end_date=2026-01-08",
        {
            "categories": [
                # Travel and a rent of December, of the same size; Rent has January's too.
                {"category": "Rent", "amount": 2000.0, "percentage": 0.5797, "transaction_count": 2},
                {"category": "Travel", "amount": 1000.0, "percentage": 0.2899, "transaction_count": 1},
                {"category": "Food", "amount": 250.0, "percentage": 0.0725, "transaction_count": 3},
                {"category": "Fun", "amount": 200.0, "percentage": 0.058, "transaction_count": 1},
            ],
            "total": 3450.0,
        },
    ),
    (
        "calculations/top-categories?limit=1&transaction_type=Income",
        [{"category": "Salary", "amount": 12600.0, "percentage": 1.0, "count": 4}],
    ),
    (
        "calculations/account-balances",
        {
            "accounts": [
                {"name": "Bank", "balance": 9100.0, "currency": "INR"},
                {"name": "Card", "balance": -200.0, "currency": "INR"},
                {"name": "Euro", "balance": 20.0, "currency": "EUR"},
                {"name": "Hidden", "balance": -999.0, "currency": "INR"},
            ],
            "total_balance": 9901.0,
        },
    ),
    (
        "calculations/insights",
        {
            "average_daily_income": 112.5,  # over the 112 days from 1 October to 20 January
            "average_daily_expense": 50.89,
            "average_monthly_expense": 1425.0,
            "savings_rate": 0.5476,
            "largest_transaction": {"amount": 1000.0, "category": "Rent", "date": "2026-01-05"},
            "unusual_spending": [],
        },
    ),
    (
        "analytics/overview",
        {
            "total_income": 12600.0,
            "total_expenses": 5700.0,
            "net_change": 6900.0,
            "best_month": {"month": "January", "period": "2026-01", "net": 2400.0},
            "worst_month": {"month": "December", "period": "2025-12", "net": 700.0},
            "account_distribution": {"Bank": 9100.0, "Card": -200.0, "Euro": 2000.0, "Hidden": -999.0},
        },
    ),
    (
        "analytics/kpis",
        {
            "total_income": 12600.0,
            "total_expenses": 5700.0,
            "net_savings": 6900.0,
            "savings_rate": 0.5476,
            "transaction_count": 13,
            "average_transaction": 1407.69,
            "expense_count": 9,
            "income_count": 4,
            "top_category": {"category": "Rent", "amount": 4000.0, "percentage": 0.7018},
            "top_income_source": {"category": "Salary", "amount": 12600.0, "percentage": 1.0},
            "daily_spending_rate": 52.78,  # over the 108 days from 5 October to 20 January
            "monthly_burn_rate": 1425.0,
        },
    ),
    (
        "analytics/behavior",
        {
            "average_monthly_spending": 1425.0,
            "spending_velocity": 40.0,  # 1200 in 30 days, after 4500 in 93
            "velocity_change_pct": -17.33,
            "expense_concentration": 0.7018,
            "top_categories": [
                row | {"trend": "stable" if row["category"] == "Rent" else "increasing"} for row in CATEGORIES
            ],
            "lifestyle_changes": [
                "New spending on Travel: ₹333.33 a month, ₹0.00 before",
                "New spending on Food: ₹166.67 a month, ₹0.00 before",
                "New spending on Fun: ₹66.67 a month, ₹0.00 before",
            ],
        },
    ),
    (
        "analytics/trends",
        {
            "monthly_trends": [
                {
                    "month": name,
                    "period": month,
                    "income": income,
                    "expenses": spent,
                    "net": net,
                    "trend": trend,
                }
                for (month, income, spent, net, _), name, trend in zip(
                    MONTHS,
                    ("October", "November", "December", "January"),
                    ("stable", "down", "down", "up"),
                    strict=True,
                )
            ],
            "consistency_score": 0.6409,  # mean 1425, deviation 511.74
            "surplus_trend": "stable",  # by -33.33 a month, of an income of 3150
            "average_monthly_surplus": 1725.0,
            "forecast_next_month": 1783.33,  # 1916.67 - 4 * 33.33
        },
    ),
    (
        "analytics/charts/income-expense",
        {
            "data": [
                {"month": name, "period": month, "income": income, "expense": spent}
                for (month, income, spent, _, _), name in zip(
                    MONTHS, ("Oct 2025", "Nov 2025", "Dec 2025", "Jan 2026"), strict=True
                )
            ]
        },
    ),
    ("analytics/charts/categories", {"data": CATEGORIES}),
    (
        "analytics/charts/monthly-trends",
        {
            "data": [
                {"month": month, "income": income, "expense": spent, "savings": net}
                for month, income, spent, net, _ in MONTHS
            ]
        },
    ),
    (
        "analytics/charts/account-distribution",
        {
            "data": [
                {"account": "Bank", "balance": 9100.0, "currency": "INR", "percentage": 0.8198},
                {"account": "Card", "balance": -200.0, "currency": "INR", "percentage": None},
                {"account": "Euro", "balance": 20.0, "currency": "EUR", "percentage": 0.1802},
                {"account": "Hidden", "balance": -999.0, "currency": "INR", "percentage": None},
            ]
        },
    ),
    ("analytics/spending", {"start_date": None, "end_date": None, **BREAKDOWN}),
    (
        "analytics/spending?time_range=this_month",
        {
            "start_date": "2026-01-01",
            "end_date": "2026-01-31",
            "total": 1200.0,
            "categories": [
                {"category": "Rent", "amount": 1000.0, "percentage": 0.8333, "transaction_count": 1},
                {"category": "Food", "amount": 200.0, "percentage": 0.1667, "transaction_count": 2},
            ],
        },
    ),
    ("analytics/categories", BREAKDOWN),
    (
        "analytics/income-vs-expense?time_range=last_year",
        {
            "start_date": "2025-01-01",
            "end_date": "2025-12-31",
            "series": [
                {"month": month, "income": income, "expense": spent, "net": net}
                for month, income, spent, net, _ in MONTHS[:3]
            ],
            "totals": {"income": 9000.0, "expense": 4500.0, "net": 4500.0},
        },
    ),
    (
        "cashflow/summary",
        {
            "start_date": "2026-01-02",
            "end_date": "2026-01-31",
            "inflow": 0.0,
            "outflow": 1200.0,
            "net": -1200.0,
        },
    ),
    (
        "net-worth",
        {
            "net_worth": 9901.0,
            "assets": 11100.0,
            "liabilities": 1199.0,
            "currency": "INR",
            "history": [{"as_of_date": day, "net_worth": worth} for day, worth in WORTH],
        },
    ),
    (
        "finance/monthly-summary?year=2025&month=12",
        {"summary": {"income": 3000.0, "expenses": 2300.0, "savings": 700.0}},
    ),
    ("finance/monthly-summary", {"summary": {"income": 3600.0, "expenses": 1200.0, "savings": 2400.0}}),
    (
        "finance/category-breakdown?year=2025&month=12",
        {"breakdown": {"Rent": 1000.0, "Travel": 1000.0, "Fun": 200.0, "Food": 100.0}},
    ),
    ("finance/category-breakdown", {"breakdown": {"Rent": 1000.0, "Food": 200.0}}),
]


@pytest.fixture
def client(sign_in: Callable[[User], APIClient], ana: User) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield sign_in(ana)


@pytest.mark.parametrize(("asked", "body"), BODIES, ids=[asked for asked, _ in BODIES])
def test_body(client: APIClient, ana: User, asked: str, body: Any) -> None:
    enter(ana)
    assert without_ids(client.get(f"/api/{asked}").json()) == body


def test_days_of_worth_have_their_income_and_expenses(client: APIClient, ana: User) -> None:
    enter(ana)
    days = client.get("/api/calculations/daily-net-worth").json()["days"]
    assert [(day["date"], day["net_worth"]) for day in days] == WORTH
    assert sum(day["income"] for day in days) == 12600
    assert sum(day["expenses"] for day in days) == 5700


@pytest.mark.parametrize("asked", [asked for asked, _ in BODIES])
def test_nothing_is_read_again_when_nothing_changed(
    client: APIClient, ana: User, asked: str, django_assert_max_num_queries: Any
) -> None:
    enter(ana)
    first = client.get(f"/api/{asked}")
    with django_assert_max_num_queries(5) as queries:
        again = client.get(f"/api/{asked}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    read = ("finance_transaction", "finance_account", "finance_category", "FROM analytics_")
    assert not [query["sql"] for query in queries if any(table in query["sql"] for table in read)]
