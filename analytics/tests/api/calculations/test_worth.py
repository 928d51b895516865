"""GET calculations/account-balances, daily-net-worth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, ExchangeRate
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db
BALANCES, WORTH = "/api/calculations/account-balances", "/api/calculations/daily-net-worth"


def rate(day: date, rupees: int) -> None:
    ExchangeRate.objects.create(
        base="EUR",
        quote="INR",
        date=day,
        rate=rupees,
        source="test",
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.fixture
def bank(ana: User) -> Account:
    return AccountFactory(user=ana, name="Bank", opening_balance=1000)


@pytest.fixture
def card(ana: User) -> Account:
    return AccountFactory(user=ana, name="a Card", type="credit")


@pytest.fixture
def _rows(ana: User, bank: Account, card: Account) -> None:
    TransactionFactory(user=ana, account=bank, type="Income", amount="500.25", date=date(2026, 1, 1))
    TransactionFactory(user=ana, account=card, amount=40, date=date(2026, 1, 2))
    TransactionFactory(
        user=ana, account=bank, to_account=card, type="Transfer", amount=30, date=date(2026, 1, 3)
    )
    TransactionFactory(user=ana, account=bank, amount=7, date=date(2026, 1, 5))
    TransactionFactory(user=ana, account=bank, amount=9, status="pending", date=date(2026, 1, 5))


@pytest.mark.usefixtures("_rows")
def test_balances_are_of_today(
    sign_in: Callable[[User], APIClient], ana: User, bank: Account, card: Account
) -> None:
    # In Asia/Kolkata it is the 4th already.
    with time_machine.travel("2026-01-03T18:31:00Z", tick=False):
        body = sign_in(ana).get(BALANCES).json()
    assert body == {
        "accounts": [
            {"name": "a Card", "account_id": card.pk, "balance": -10.0, "currency": "INR"},
            {"name": "Bank", "account_id": bank.pk, "balance": 1470.25, "currency": "INR"},
        ],
        "total_balance": 1460.25,
    }


@pytest.mark.usefixtures("_rows")
def test_balances_of_a_day_and_what_changed_since(ana_api: APIClient) -> None:
    body = ana_api.get(f"{BALANCES}?start_date=2026-01-02&end_date=2026-01-03").json()
    assert [(row["name"], row["balance"], row["change"]) for row in body["accounts"]] == [
        ("a Card", -10.0, -10.0),
        ("Bank", 1470.25, -30.0),
    ]
    assert body["total_balance"] == 1460.25
    before = ana_api.get(f"{BALANCES}?end_date=2025-12-31").json()
    assert [(row["balance"], "change" in row) for row in before["accounts"]] == [
        (0.0, False),
        (1000.0, False),
    ]


def test_total_is_in_the_base_currency_at_the_rate_of_the_day(
    ana_api: APIClient, ana: User, bank: Account
) -> None:
    for amount in ("0.05", "0.05"):
        AccountFactory(user=ana, currency="EUR", opening_balance=amount)
    rate(date(2026, 1, 1), 90)
    rate(date(2026, 1, 3), 100)
    assert ana_api.get(f"{BALANCES}?end_date=2026-01-02").json()["total_balance"] == 1009.0
    assert ana_api.get(f"{BALANCES}?end_date=2026-01-03").json()["total_balance"] == 1010.0


def test_account_without_a_rate_is_left_out_and_counted(ana_api: APIClient, ana: User, bank: Account) -> None:
    AccountFactory(user=ana, name="Odd", currency="XTS", opening_balance=5)
    AccountFactory(user=ana, name="Odd but empty", currency="XTS")
    body = ana_api.get(BALANCES).json()
    assert (body["total_balance"], body["unconverted"]) == (1000.0, 2)
    assert [row["balance"] for row in body["accounts"]] == [1000.0, 5.0, 0.0]


def test_nobody_has_balances_without_accounts(ana_api: APIClient, bank: Account, ben_api: APIClient) -> None:
    assert ben_api.get(BALANCES).json() == {"accounts": [], "total_balance": 0.0}
    assert ben_api.get(WORTH).json() == {"days": []}


@pytest.mark.usefixtures("_rows")
def test_net_worth_at_the_end_of_each_day_that_moved_it(ana_api: APIClient) -> None:
    assert ana_api.get(WORTH).json() == {
        "days": [
            {"date": "2026-01-01", "income": 500.25, "expenses": 0.0, "net": 500.25, "net_worth": 1500.25},
            {"date": "2026-01-02", "income": 0.0, "expenses": 40.0, "net": -40.0, "net_worth": 1460.25},
            {"date": "2026-01-03", "income": 0.0, "expenses": 0.0, "net": 0.0, "net_worth": 1460.25},
            {"date": "2026-01-05", "income": 0.0, "expenses": 7.0, "net": -7.0, "net_worth": 1453.25},
        ]
    }


@pytest.mark.usefixtures("_rows")
def test_days_before_the_range_are_carried_in(ana_api: APIClient) -> None:
    body = ana_api.get(f"{WORTH}?start_date=2026-01-03&end_date=2026-01-04").json()
    assert [(day["date"], day["net_worth"]) for day in body["days"]] == [("2026-01-03", 1460.25)]


def test_foreign_accounts_are_worth_the_rate_of_each_day(ana_api: APIClient, ana: User) -> None:
    euros = AccountFactory(user=ana, currency="EUR", opening_balance=10)
    rupees = AccountFactory(user=ana)
    rate(date(2026, 1, 1), 90)
    rate(date(2026, 1, 3), 100)
    TransactionFactory(user=ana, account=rupees, amount=1, date=date(2026, 1, 2))
    TransactionFactory(user=ana, account=rupees, amount=1, date=date(2026, 1, 3))
    TransactionFactory(user=ana, account=euros, amount=2, date=date(2026, 1, 4), base_amount=200)
    days = ana_api.get(WORTH).json()["days"]
    assert [day["net_worth"] for day in days] == [899.0, 998.0, 798.0]
    as_of = f"{BALANCES}?end_date=2026-01-03"
    assert ana_api.get(as_of).json()["total_balance"] == days[1]["net_worth"]


def test_rows_without_a_rate_are_counted(ana_api: APIClient, ana: User) -> None:
    TransactionFactory(user=ana, account=AccountFactory(user=ana, currency="XTS"), amount=5)
    assert ana_api.get(WORTH).json() == {
        "days": [{"date": "2026-01-15", "income": 0.0, "expenses": 0.0, "net": 0.0, "net_worth": 0.0}],
        "unconverted": 1,
    }
