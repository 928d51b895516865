from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from config.lib import strictjson
from providers.adapters.plaid import normalise
from providers.domain.contract import BankHolding, BankRow
from providers.domain.fields import Unreadable
from providers.tests.plaidserver import new_account

DATA = Path(__file__).parents[2] / "data" / "plaid"


def recorded(name: str) -> Any:
    return strictjson.loads((DATA / f"{name}.json").read_bytes())


def test_a_recorded_page() -> None:
    page = normalise.page(recorded("transactions_sync"))
    assert page.added == (
        BankRow(
            external_id="25cade5c4195155a555b15d5845efe8e52908",
            account_id="322fa9465e9605a59d05daf3e3fcff7c68940",
            date=date(2023, 9, 24),
            amount=Decimal("-98.89"),
            currency="USD",
            description="Sample Name 24",
            merchant="Sample Name 23",
            status="posted",
            category="Shopping",
            subcategory=None,
            pending_id="0350623b72c8f4a3b07a94299cddb9d2ebb49",
        ),
    )
    changed = page.modified[0]
    assert (changed.amount, changed.status, changed.pending_id) == (Decimal("-38.94"), "pending", None)
    assert (changed.category, changed.subcategory) == ("Food & Dining", "Restaurants")
    assert page.removed == ("0da3110bbed3cd9b458f6ba14a74c9f03a8b8",)
    assert (page.next_cursor, page.has_more) == ("721b4ce5ab7b18b16857e2fa3f9d8d4b3f056", False)
    assert page.rejected == ()


def test_recorded_accounts() -> None:
    accounts = [normalise.account(row) for row in recorded("accounts_balance_get")["accounts"]]
    assert [(account.type, account.subtype, account.balance) for account in accounts] == [
        ("checking", "checking", Decimal(113)),
        ("credit", "credit card", Decimal(-413)),
        ("loan", "student", Decimal(-65265)),
    ]
    assert [account.available for account in accounts] == [103, None, None]
    assert [account.credit_limit for account in accounts] == [None, 2003, None]
    assert [account.official_name for account in accounts] == [
        "Sample Official Name 2", "Sample Official Name 32", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "subtype", "type"),
    [
        ("depository", "savings", "savings"),
        ("depository", "money market", "savings"),
        ("depository", "paypal", "checking"),
        ("investment", "401k", "investment"),
        ("brokerage", "brokerage", "investment"),
        ("other", "other", "other"),
        ("future", "thing", "other"),
    ],
)
def test_kinds_of_accounts(kind: str, subtype: str, type: str) -> None:
    assert normalise.account(new_account("a", type=kind, subtype=subtype)).type == type


def test_a_card_that_was_overpaid_has_money() -> None:
    row = new_account("a", type="credit", balances={"current": -20})
    assert normalise.account(row).balance == 20
    assert (
        str(normalise.account(new_account("a", type="credit", balances={"current": 0})).balance) == "0.0000"
    )


def test_what_is_available_stands_for_a_balance_that_is_unknown() -> None:
    assert normalise.account(new_account("a", balances={"current": None, "available": 7})).balance == 7


@pytest.mark.parametrize(
    "row",
    [
        new_account("a", balances={"current": None}),
        new_account("a", balances={"iso_currency_code": None, "unofficial_currency_code": "BTC"}),
        {**new_account("a"), "balances": None},
        new_account(""),
    ],
)
def test_an_account_that_is_none(row: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        normalise.account(row)


def test_a_name_is_found() -> None:
    assert normalise.account(new_account("a", name=None, official_name="Gold")).name == "Gold"
    assert normalise.account(new_account("a", name="")).name == "Account"


@pytest.mark.parametrize(
    "change", [{"pending": None}, {"amount": None}, {"iso_currency_code": None}, {"date": None}, {"name": 5}]
)
def test_a_row_that_is_none(change: dict[str, Any]) -> None:
    body = recorded("transactions_sync")
    body["added"][0] = {**body["added"][0], **change}
    page = normalise.page(body)
    assert (page.added, len(page.modified), [row.id for row in page.rejected]) == (
        (), 1, ["25cade5c4195155a555b15d5845efe8e52908"],
    )  # fmt: skip


def test_a_removal_that_is_none() -> None:
    body = {**recorded("transactions_sync"), "removed": [{"transaction_id": None}, "t2"]}
    page = normalise.page(body)
    assert (page.removed, len(page.rejected)) == ((), 2)


def test_recorded_holdings() -> None:
    body = recorded("investments_holdings_get")
    holdings = normalise.holdings(body)
    assert len(holdings) == len(body["holdings"])
    fund = next(holding for holding in holdings if holding.ticker == "MIPTX")
    assert fund == BankHolding(
        account_id="f7ddbdadd747deeea8441fa463067460beefa",
        external_id="1eabcc386fc4468caf4db3e4986c6ada1c8c3",
        name="Sample Name 8",
        ticker="MIPTX",
        isin="",
        type="mutual fund",
        quantity=Decimal("32.4"),
        price=Decimal(30),
        value=Decimal("871.85"),
        cost_basis=Decimal(26),
        currency="USD",
        close_price=Decimal(30),
        close_price_date=None,
        as_of=date(2021, 4, 13),
    )


def test_a_holding_of_an_unknown_security_has_a_name() -> None:
    body = recorded("investments_holdings_get")
    body["securities"] = []
    body["holdings"] = [{**body["holdings"][0], "cost_basis": None, "institution_price": None}, {}]
    (only,) = normalise.holdings(body)
    assert (only.name, only.ticker, only.cost_basis, only.price) == ("Security", "", None, None)
