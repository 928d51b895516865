from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from analytics.tests.api.v2.conftest import Ledger
from finance.models import Account, ExchangeRate, Holding
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db
INVESTMENTS = "/api/analytics/v2/investment-holdings"


def hold(account: Account, name: str, **fields: Any) -> Holding:
    values = {"type": "equity", "currency": "INR", "quantity": 1, "as_of": date(2026, 7, 14), **fields}
    return Holding.objects.create(
        user=account.user,
        account=account,
        external_id=name,
        name=name,
        updated_at=datetime(2026, 7, 14, tzinfo=UTC),
        **values,
    )


def test_transfers_into_an_investment_account_are_what_was_invested(
    ana: User, summer: APIClient, ledger: Ledger
) -> None:
    TransactionFactory(user=ana, account=ledger.fund, type="Income", amount=25, date=date(2026, 2, 1))
    TransactionFactory(user=ana, account=ledger.fund, type="Income", amount=99, date=date(2026, 8, 1))
    update_preferences(user=ana, changes={"investment_account_mappings": {"fund": "ppf_epf"}})
    assert summer.get(INVESTMENTS).json() == {
        "data": [
            {
                "id": -ledger.fund.pk,
                "account": "Fund",
                "investment_type": "ppf_epf",
                "instrument_name": None,
                "invested_amount": 250.0,
                "current_value": 275.0,
                "realized_gains": 0.0,
                "unrealized_gains": 25.0,
                "is_active": True,
                "last_updated": "2026-02-01",
            }
        ],
        "total": 1,
        "limit": 100,
        "offset": 0,
        "has_more": False,
        "count": 1,
        "summary": {"total_invested": 250.0, "total_current_value": 275.0, "total_gains": 25.0},
    }


def test_an_account_counts_that_the_owner_calls_an_investment(
    ana: User, summer: APIClient, ledger: Ledger
) -> None:
    update_preferences(user=ana, changes={"investment_account_mappings": {"bank": "fixed_deposits"}})
    found = {row["account"]: row for row in summer.get(INVESTMENTS).json()["data"]}
    # 1000 opened with; 100 + 200 - 50 + 80 + 5 have gone.
    assert (found["Bank"]["invested_amount"], found["Bank"]["current_value"]) == (665.0, 2285.05)
    assert (found["Bank"]["investment_type"], found["Fund"]["investment_type"]) == ("fixed_deposits", "other")


def test_linked_holdings_stand_for_their_account(ana: User, summer: APIClient, ledger: Ledger) -> None:
    broker = AccountFactory(user=ana, name="Broker", type="investment", opening_balance=7)
    shares = hold(broker, "Infosys", cost_basis=Decimal(50), value=Decimal(60))
    hold(broker, "Gilt", type="fixed income", value=Decimal(40), as_of=date(2026, 7, 1))
    hold(broker, "Sold", cost_basis=Decimal(5), quantity=0)
    body = summer.get(INVESTMENTS).json()
    assert [(row["account"], row["instrument_name"]) for row in body["data"]] == [
        ("Broker", "Gilt"),
        ("Broker", "Infosys"),
        ("Broker", "Sold"),
        ("Fund", None),
    ]
    gilt, infosys, sold, _ = body["data"]
    assert infosys == {
        "id": shares.pk,
        "account": "Broker",
        "investment_type": "stocks",
        "instrument_name": "Infosys",
        "invested_amount": 50.0,
        "current_value": 60.0,
        "realized_gains": 0.0,
        "unrealized_gains": 10.0,
        "is_active": True,
        "last_updated": "2026-07-14",
    }
    # Without a cost or a value, the other stands for it.
    assert (gilt["invested_amount"], gilt["unrealized_gains"], gilt["investment_type"]) == (
        40.0,
        0.0,
        "other",
    )
    assert (sold["current_value"], sold["is_active"]) == (5.0, False)
    assert body["summary"] == {
        "total_invested": 345.0,
        "total_current_value": 355.0,
        "total_gains": 10.0,
    }
    page = summer.get(f"{INVESTMENTS}?limit=1&offset=1").json()
    assert ([row["id"] for row in page["data"]], page["total"], page["summary"]) == (
        [shares.pk],
        4,
        body["summary"],
    )


def test_foreign_investments_are_worth_todays_rate(ana: User, summer: APIClient) -> None:
    ExchangeRate.objects.create(
        base="EUR",
        quote="INR",
        date=date(2026, 7, 1),
        rate=100,
        source="test",
        updated_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    bank = AccountFactory(user=ana)
    depot = AccountFactory(user=ana, name="Depot", type="investment", currency="EUR")
    TransactionFactory(
        user=ana,
        account=bank,
        to_account=depot,
        type="Transfer",
        amount=900,
        to_amount=10,
        date=date(2026, 1, 2),
    )
    hold(AccountFactory(user=ana, name="Odd", type="investment"), "Coin", currency="XTS", value=Decimal(3))
    depot_row, odd = summer.get(INVESTMENTS).json()["data"]
    assert (depot_row["invested_amount"], depot_row["current_value"], depot_row["unrealized_gains"]) == (
        900.0,
        1000.0,
        100.0,
    )
    assert (odd["invested_amount"], odd["current_value"], odd["unrealized_gains"]) == (None, None, None)
    assert summer.get(INVESTMENTS).json()["summary"] == {
        "total_invested": 900.0,
        "total_current_value": 1000.0,
        "total_gains": 100.0,
    }
