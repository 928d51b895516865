from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from analytics.tests.api.v2.conftest import Ledger
from finance.models import ExchangeRate
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db
WORTH = "/api/analytics/v2/net-worth"


def rate(day: date, rupees: int) -> None:
    ExchangeRate.objects.create(
        base="EUR",
        quote="INR",
        date=day,
        rate=rupees,
        source="test",
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def assets(**held: float) -> dict[str, float]:
    kinds = ("cash_and_bank", "investments", "mutual_funds", "stocks", "fixed_deposits", "ppf_epf", "other")
    return {**dict.fromkeys(kinds, 0.0), **held, "total": sum(held.values())}


def liabilities(**owed: float) -> dict[str, float]:
    return {**dict.fromkeys(("credit_cards", "loans", "other"), 0.0), **owed, "total": sum(owed.values())}


def series(body: dict[str, Any]) -> list[tuple[str, float, float, float | None]]:
    return [(day["date"], day["net_worth"], day["change"], day["change_pct"]) for day in body["data"]]


@pytest.mark.usefixtures("ledger")
def test_one_snapshot_for_each_day_that_moved_an_account(summer: APIClient) -> None:
    body = summer.get(WORTH).json()
    assert series(body)[::-1] == [
        ("2025-12-10", 1000.0, 0.0, 0.0),
        ("2025-12-31", 1900.0, 900.0, 90.0),
        ("2026-01-01", 2900.0, 1000.0, 52.63),
        ("2026-01-03", 2440.0, -460.0, -15.86),
        ("2026-01-05", 2940.0, 500.0, 20.49),
        ("2026-01-10", 2940.0, 0.0, 0.0),
        ("2026-01-11", 2940.0, 0.0, 0.0),
        ("2026-01-20", 2840.0, -100.0, -3.4),
        ("2026-01-25", 2850.0, 10.0, 0.35),
        ("2026-01-31", 2870.05, 20.05, 0.7),
        ("2026-02-14", 2794.55, -75.5, -2.63),
        ("2026-03-02", 2754.55, -40.0, -1.43),
        ("2026-03-05", 2754.55, 0.0, 0.0),
        ("2026-04-01", 2454.55, -300.0, -10.89),
        ("2026-06-01", 2449.55, -5.0, -0.2),
        ("2026-06-10", 2439.55, -10.0, -0.41),
    ]
    assert (body["total"], body["count"], body["has_more"]) == (16, 16, False)
    # The odd currency has no rate: from the day it is held it is named, and in no number.
    assert next(day["date"] for day in body["data"] if "unconverted" not in day) == "2026-02-14"
    assert body["data"][0] == {
        "date": "2026-06-10",
        "assets": assets(cash_and_bank=2285.05, investments=250.0),
        "liabilities": liabilities(credit_cards=95.5),
        "net_worth": 2439.55,
        "change": -10.0,
        "change_pct": -0.41,
        "unconverted": ["XTS"],
    }
    assert body["current"] == {
        "net_worth": 2439.55,
        "total_assets": 2535.05,
        "total_liabilities": 95.5,
        "as_of": "2026-07-15",
        "unconverted": ["XTS"],
    }


@pytest.mark.usefixtures("ledger")
def test_a_page_knows_what_was_before_it(summer: APIClient) -> None:
    everything = series(summer.get(WORTH).json())
    page = summer.get(f"{WORTH}?limit=3&offset=4").json()
    assert series(page) == everything[4:7]
    assert (page["total"], page["offset"], page["has_more"]) == (16, 4, True)
    part = summer.get(f"{WORTH}?start_date=2026-01-05&end_date=2026-01-31").json()
    assert series(part) == everything[6:12]
    assert part["current"]["net_worth"] == 2439.55
    beyond = summer.get(f"{WORTH}?offset=99").json()
    assert (beyond["data"], beyond["total"], beyond["current"]["net_worth"]) == ([], 16, 2439.55)


def test_the_owner_says_what_kind_of_investment_an_account_is(
    ana: User, summer: APIClient, ledger: Ledger
) -> None:
    ledger.fund.former_keys = ["old name"]
    ledger.fund.save()
    kinds = {"OLD NAME": "mutual_funds", "card": "gold"}
    update_preferences(user=ana, changes={"investment_account_mappings": kinds})
    latest = summer.get(f"{WORTH}?limit=1").json()["data"][0]
    assert latest["assets"] == assets(cash_and_bank=2285.05, mutual_funds=250.0)
    assert latest["liabilities"] == liabilities(credit_cards=95.5)


def test_a_card_in_credit_is_an_asset(ana: User, summer: APIClient) -> None:
    card = AccountFactory(user=ana, type="credit", opening_balance=30)
    loan = AccountFactory(user=ana, type="loan", opening_balance=-500)
    TransactionFactory(user=ana, account=card, amount=50, date=date(2026, 1, 2))
    TransactionFactory(user=ana, account=loan, type="Income", amount=520, date=date(2026, 1, 3))
    TransactionFactory(user=ana, account=card, type="Income", amount=25, date=date(2026, 1, 4))
    found = [(day["assets"], day["liabilities"]) for day in summer.get(WORTH).json()["data"]]
    assert found[::-1] == [
        (assets(), liabilities(credit_cards=20.0, loans=500.0)),
        (assets(other=20.0), liabilities(credit_cards=20.0)),
        (assets(other=25.0), liabilities()),
    ]


def test_foreign_accounts_are_worth_the_rate_of_each_day(ana: User, summer: APIClient) -> None:
    rate(date(2026, 1, 1), 90)
    rate(date(2026, 1, 3), 100)
    rate(date(2026, 7, 15), 110)
    euros = AccountFactory(user=ana, currency="EUR", opening_balance=10)
    rupees = AccountFactory(user=ana)
    TransactionFactory(user=ana, account=rupees, amount=1, date=date(2026, 1, 2))
    TransactionFactory(user=ana, account=rupees, amount=1, date=date(2026, 1, 3))
    TransactionFactory(user=ana, account=euros, amount=2, date=date(2026, 1, 4), base_amount=200)
    body = summer.get(WORTH).json()
    # The first is measured against what was opened with, at its own rate; then 100 are of the rate.
    assert series(body)[::-1] == [
        ("2026-01-02", 899.0, -1.0, -0.11),
        ("2026-01-03", 998.0, 99.0, 11.01),
        ("2026-01-04", 798.0, -200.0, -20.04),
    ]
    assert body["current"]["net_worth"] == 878.0


def test_rows_of_the_future_are_not_in_today(
    ana: User, sign_in: Callable[[User], APIClient], ledger: Ledger
) -> None:
    TransactionFactory(user=ana, account=ledger.bank, amount=39, date=date(2026, 7, 16))
    with time_machine.travel("2026-07-15T18:00:00Z", tick=False):  # in Kolkata it is the 15th until 18:30
        body = sign_in(ana).get(WORTH).json()
    assert (body["data"][0]["date"], body["data"][0]["net_worth"]) == ("2026-07-16", 2400.55)
    assert (body["current"]["as_of"], body["current"]["net_worth"]) == ("2026-07-15", 2439.55)
    with time_machine.travel("2026-07-15T18:31:00Z", tick=False):
        body = sign_in(ana).get(WORTH).json()
    assert (body["current"]["as_of"], body["current"]["net_worth"]) == ("2026-07-16", 2400.55)
