"""What figures of a range answer about nothing, about what has no rate, and to wrong questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from analytics.tests.api.by_hand import NOW, enter
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db

NOTHING: list[tuple[str, dict[str, Any]]] = [
    (
        "analytics/overview",
        {
            "total_income": 0.0,
            "total_expenses": 0.0,
            "net_change": 0.0,
            "best_month": None,
            "worst_month": None,
            "account_distribution": {},
        },
    ),
    (
        "analytics/kpis",
        {
            "total_income": 0.0,
            "total_expenses": 0.0,
            "net_savings": 0.0,
            "savings_rate": 0.0,
            "transaction_count": 0,
            "average_transaction": 0.0,
            "expense_count": 0,
            "income_count": 0,
            "top_category": None,
            "top_income_source": None,
            "daily_spending_rate": 0.0,
            "monthly_burn_rate": 0.0,
        },
    ),
    (
        "analytics/behavior",
        {
            "average_monthly_spending": 0.0,
            "spending_velocity": 0.0,
            "velocity_change_pct": None,
            "expense_concentration": 0.0,
            "top_categories": [],
            "lifestyle_changes": [],
        },
    ),
    (
        "analytics/trends",
        {
            "monthly_trends": [],
            "consistency_score": 1.0,
            "surplus_trend": "stable",
            "average_monthly_surplus": 0.0,
            "forecast_next_month": None,
        },
    ),
    (
        "analytics/spending?start_date=2026-01-01",
        {"start_date": "2026-01-01", "end_date": None, "total": 0.0, "categories": []},
    ),
    ("analytics/categories", {"categories": [], "total": 0.0}),
    (
        "analytics/income-vs-expense",
        {
            "start_date": None,
            "end_date": None,
            "series": [],
            "totals": {"income": 0.0, "expense": 0.0, "net": 0.0},
        },
    ),
    (
        "cashflow/summary?end_date=2026-01-30",
        {"start_date": "2026-01-01", "end_date": "2026-01-30", "inflow": 0.0, "outflow": 0.0, "net": 0.0},
    ),
    ("finance/monthly-summary", {"summary": {"income": 0.0, "expenses": 0.0, "savings": 0.0}}),
    ("finance/category-breakdown", {"breakdown": {}}),
]
CHARTS = ["income-expense", "categories", "monthly-trends", "account-distribution"]
RANGED = ["overview", "kpis", "behavior", "trends", "spending", "income-vs-expense"]
TABLES = ("finance_transaction", "FROM analytics_")
RANGED += [f"charts/{name}" for name in CHARTS]


@pytest.fixture
def client(sign_in: Callable[[User], APIClient], ana: User) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield sign_in(ana)


@pytest.mark.parametrize(("asked", "body"), NOTHING)
def test_empty_ledger_and_what_has_no_rate(client: APIClient, ana: User, asked: str, body: Any) -> None:
    assert client.get(f"/api/{asked}").json() == body
    TransactionFactory(user=ana, account=AccountFactory(user=ana, name="Odd", currency="XTS"))
    found = client.get(f"/api/{asked}").json()
    assert found.pop("unconverted") == 1
    if "account_distribution" in found:
        assert found.pop("account_distribution") == {"Odd": None}
    assert found == {name: value for name, value in body.items() if name != "account_distribution"}


@pytest.mark.parametrize("chart", CHARTS)
def test_empty_charts(client: APIClient, chart: str) -> None:
    assert client.get(f"/api/analytics/charts/{chart}").json() == {"data": []}


def test_net_worth_of_nothing_and_without_a_rate(client: APIClient, ana: User) -> None:
    nothing = {"net_worth": 0.0, "assets": 0.0, "liabilities": 0.0, "currency": "INR", "history": []}
    assert client.get("/v1/net-worth").json() == nothing
    AccountFactory(user=ana, currency="XTS", opening_balance=5)
    assert client.get("/v1/net-worth").json() == nothing | {"unconverted": 1}


@pytest.mark.parametrize("name", RANGED)
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("time_range=fy&start_date=2026-01-01", "time_range"),
        ("time_range=last_week", "time_range"),
        ("start_date=2026-02-01&end_date=2026-01-01", "start_date"),
        ("range=fy", "range"),
    ],
)
def test_wrong_range_is_named(client: APIClient, name: str, asked: str, field: str) -> None:
    response = client.get(f"/api/analytics/{name}?{asked}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("cashflow/summary?start_date=2026-02-01", "start_date"),
        ("cashflow/summary?time_range=fy", "time_range"),
        ("finance/monthly-summary?year=2026", "month"),
        ("finance/monthly-summary?month=1", "year"),
        ("finance/category-breakdown?year=2026&month=13", "month"),
        ("finance/category-breakdown?year=26&month=1", "year"),
    ],
)
def test_wrong_parameter_is_named(client: APIClient, asked: str, field: str) -> None:
    response = client.get(f"/api/{asked}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_old_ledger_is_judged_by_its_own_last_months(client: APIClient, ana: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    for month, amount in enumerate((100, 100, 100, 100, 100, 160), start=1):
        TransactionFactory(user=ana, category=food, amount=amount, date=date(2024, month, 10))
    body = client.get("/api/analytics/behavior").json()
    assert body["top_categories"][0]["trend"] == "increasing"
    assert body["lifestyle_changes"] == ["Spending on Food rose by 20%: ₹120.00 a month, ₹100.00 before"]
    assert body["spending_velocity"] == 5.33  # 160 in the 30 days of June


def test_sentences_are_written_as_their_reader_wants_amounts(client: APIClient, ana: User) -> None:
    for month, amount in ((9, 100000), (10, 100000), (11, 100000), (12, 300000)):
        TransactionFactory(user=ana, amount=amount, date=date(2025, month, 10))
    update_preferences(
        user=ana,
        changes={
            "number_format": "international",
            "currency_symbol": "Rs",
            "currency_symbol_position": "after",
        },
    )
    assert client.get("/api/analytics/behavior?end_date=2025-12-31").json()["lifestyle_changes"] == [
        "Spending on Uncategorized rose by 67%: 166,666.67 Rs a month, 100,000.00 Rs before"
    ]


def test_running_month_is_no_full_month(sign_in: Callable[[User], APIClient], ana: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    for month in range(6, 13):
        TransactionFactory(user=ana, category=food, amount=100, date=date(2025, month, 10))
    TransactionFactory(user=ana, category=food, amount=900, date=date(2026, 1, 30))
    with time_machine.travel("2026-01-30T12:00:00Z", tick=False):
        body = sign_in(ana).get("/api/analytics/behavior").json()
    assert [row["trend"] for row in body["top_categories"]] == ["stable"]
    assert body["lifestyle_changes"] == []


def test_refunds_alone_have_no_top_category(client: APIClient, ana: User) -> None:
    bought = TransactionFactory(user=ana, amount=10, date=date(2025, 1, 1))
    TransactionFactory(user=ana, amount=8, type="Income", refund_of=bought, date=date(2026, 1, 5))
    body = client.get("/api/analytics/kpis?time_range=this_month").json()
    assert (body["total_expenses"], body["top_category"], body["savings_rate"]) == (-8.0, None, 0.0)
    behavior = client.get("/api/analytics/behavior?time_range=this_month").json()
    assert (behavior["expense_concentration"], behavior["spending_velocity"]) == (0.0, -0.27)


def test_balances_are_of_the_end_of_the_range(client: APIClient, ana: User) -> None:
    enter(ana)
    body = client.get("/api/analytics/overview?end_date=2025-12-14").json()
    assert body["account_distribution"] == {"Bank": 7000.0, "Card": -500.0, "Euro": 3000.0, "Hidden": 0.0}
    chart = client.get("/api/analytics/charts/account-distribution?end_date=2025-12-14").json()["data"]
    assert [row["percentage"] for row in chart] == [0.7, None, 0.3, None]


@pytest.mark.parametrize(
    ("asked", "rows", "figures"),
    [
        ("analytics/overview", 0, 2),
        ("analytics/kpis", 0, 4),
        ("analytics/behavior", 0, 6),
        ("analytics/trends", 0, 1),
        ("analytics/charts/income-expense", 0, 1),
        ("analytics/charts/categories", 0, 1),
        ("analytics/charts/monthly-trends", 0, 1),
        ("analytics/charts/account-distribution", 0, 1),
        ("analytics/spending", 0, 1),
        ("analytics/spending?start_date=2025-11-10&end_date=2026-01-08", 2, 1),
        ("analytics/categories", 0, 1),
        ("analytics/income-vs-expense", 0, 1),
        ("cashflow/summary", 0, 1),
        ("net-worth", 0, 4),
        ("finance/monthly-summary", 0, 1),
        ("finance/category-breakdown", 0, 1),
    ],
)
def test_statements_over_rows_and_over_figures(
    client: APIClient, ana: User, asked: str, rows: int, figures: int
) -> None:
    enter(ana)
    seen = []
    for number in (0, 10):
        for _ in range(number):
            TransactionFactory(user=ana, category=CategoryFactory(user=ana))
        client.get("/api/calculations/totals")  # brings the figures up to date
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/{asked}").status_code == 200
        texts = [query["sql"] for query in queries]
        seen.append((len(texts), *(sum(name in text for text in texts) for name in TABLES)))
    assert seen[0] == seen[1]
    assert seen[0][1:] == (rows, figures)
