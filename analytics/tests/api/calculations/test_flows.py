"""GET calculations/totals, monthly-aggregation, yearly-aggregation."""

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
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db
TOTALS, MONTHS, YEARS = (
    f"/api/calculations/{name}" for name in ("totals", "monthly-aggregation", "yearly-aggregation")
)


@pytest.fixture
def _ledger(ana: User, ben: User) -> None:
    bank = AccountFactory(user=ana)
    for kind, amount, day in (
        ("Income", "1000.10", date(2025, 12, 31)),
        ("Expense", "300.05", date(2026, 1, 1)),
        ("Expense", "0.05", date(2026, 1, 31)),
        ("Income", "500", date(2026, 3, 1)),
    ):
        TransactionFactory(user=ana, account=bank, type=kind, amount=amount, date=day)
    TransactionFactory(user=ana, account=bank, type="Transfer", to_account=AccountFactory(user=ana))
    TransactionFactory(user=ben)


def unconverted(user: User) -> None:
    TransactionFactory(user=user, account=AccountFactory(user=user, currency="EUR"), date=date(2026, 1, 2))


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize("url", [TOTALS, "/calculations/totals/", "/v1/calculations/totals"])
def test_totals(ana_api: APIClient, url: str) -> None:
    response = ana_api.get(url)
    assert response.json() == {
        "total_income": 1500.1,
        "total_expenses": 300.1,
        "net_savings": 1200.0,
        "income_transactions": 2,
        "expense_transactions": 2,
    }
    assert b'"total_income":1500.10,' in response.content


@pytest.mark.usefixtures("_ledger")
def test_months(ana_api: APIClient) -> None:
    assert ana_api.get(MONTHS).json() == {
        "months": [
            {"month": "2025-12", "income": 1000.1, "expenses": 0.0, "net": 1000.1, "transactions": 1},
            {"month": "2026-01", "income": 0.0, "expenses": 300.1, "net": -300.1, "transactions": 2},
            {"month": "2026-03", "income": 500.0, "expenses": 0.0, "net": 500.0, "transactions": 1},
        ]
    }


@pytest.mark.usefixtures("_ledger")
def test_years(ana_api: APIClient) -> None:
    assert ana_api.get(YEARS).json() == {
        "years": [
            {"year": 2025, "income": 1000.1, "expenses": 0.0, "net": 1000.1, "transactions": 1},
            {"year": 2026, "income": 500.0, "expenses": 300.1, "net": 199.9, "transactions": 3},
        ]
    }


EMPTY: list[tuple[str, dict[str, Any]]] = [
    (
        TOTALS,
        {
            "total_income": 0.0,
            "total_expenses": 0.0,
            "net_savings": 0.0,
            "income_transactions": 0,
            "expense_transactions": 0,
        },
    ),
    (MONTHS, {"months": []}),
    (YEARS, {"years": []}),
]


@pytest.mark.parametrize(("url", "body"), EMPTY)
def test_empty_ledger_and_what_has_no_rate(ana_api: APIClient, ana: User, url: str, body: Any) -> None:
    assert ana_api.get(url).json() == body
    unconverted(ana)
    assert ana_api.get(url).json() == body | {"unconverted": 1}


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize(
    ("asked", "expenses"),
    [
        ("", 300.1),
        ("time_range=all_time", 300.1),
        ("start_date=2026-01-01&end_date=2026-01-31", 300.1),
        ("start_date=2026-01-02", 0.05),
        ("end_date=2026-01-01", 300.05),
        ("start_date=2026-01-31&end_date=2026-01-31", 0.05),
    ],
)
def test_dates(ana_api: APIClient, asked: str, expenses: float) -> None:
    assert ana_api.get(f"{TOTALS}?{asked}").json()["total_expenses"] == expenses


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize(
    ("now", "asked", "expenses"),
    [
        # Ana lives in Asia/Kolkata: there the day begins at 18:30.
        ("2026-01-31T18:29:00Z", "this_month", 300.1),
        ("2026-01-31T18:31:00Z", "this_month", 0.0),
        ("2026-01-31T18:31:00Z", "last_month", 300.1),
        ("2026-01-30T12:00:00Z", "this_year", 300.05),
        ("2026-04-10T12:00:00Z", "last_3_months", 300.1),
        ("2026-03-31T12:00:00Z", "fy", 300.1),
        ("2026-04-01T12:00:00Z", "fy", 0.0),
        ("2027-02-01T12:00:00Z", "last_year", 300.1),
    ],
)
def test_named_range_is_relative_to_the_owners_today(
    sign_in: Callable[[User], APIClient], ana: User, now: str, asked: str, expenses: float
) -> None:
    with time_machine.travel(now, tick=False):
        body = sign_in(ana).get(f"{TOTALS}?time_range={asked}").json()
    assert body["total_expenses"] == expenses


@pytest.mark.parametrize("url", [TOTALS, MONTHS, YEARS])
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("time_range=fy&start_date=2026-01-01", "time_range"),
        ("time_range=fy&end_date=2026-01-01", "time_range"),
        ("time_range=last_week", "time_range"),
        ("start_date=2026-02-01&end_date=2026-01-01", "start_date"),
        ("end_date=tomorrow", "end_date"),
        ("from=2026-01-01", "from"),
    ],
)
def test_wrong_parameter_is_named(ana_api: APIClient, url: str, asked: str, field: str) -> None:
    response = ana_api.get(f"{url}?{asked}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize("url", [TOTALS, MONTHS, YEARS])
def test_one_statement_over_figures_and_none_when_nothing_changed(ana_api: APIClient, url: str) -> None:
    ana_api.get(url)
    with CaptureQueriesContext(connection) as queries:
        first = ana_api.get(url)
    assert len([query for query in queries if "analytics_" in query["sql"]]) == 1
    assert not [query for query in queries if "finance_transaction" in query["sql"]]
    with CaptureQueriesContext(connection) as queries:
        again = ana_api.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not [query for query in queries if "finance_transaction" in query["sql"]]
    assert not [query for query in queries if "analytics_" in query["sql"]]


@pytest.mark.usefixtures("_ledger")
def test_strangers_and_nobody(ben_api: APIClient, api: APIClient) -> None:
    assert ben_api.get(TOTALS).json()["total_expenses"] == 100.0
    assert api.get(TOTALS).status_code == 401


def test_amounts_have_the_decimals_of_the_base_currency(ana_api: APIClient, ana: User) -> None:
    ana.base_currency = "JPY"
    ana.save()
    TransactionFactory(user=ana, amount=1200)
    assert b'"total_expenses":1200,' in ana_api.get(TOTALS).content
