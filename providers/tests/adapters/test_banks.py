from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from providers.adapters.banka import normalise as a
from providers.adapters.banka.client import banka
from providers.adapters.bankb import normalise as b
from providers.adapters.bankc import normalise as c
from providers.domain.contract import BankAccount, BankRow, Declined, Grant, Malformed
from providers.domain.fields import Unreadable
from providers.tests.consentserver import ConsentServer
from providers.tests.loopback import Fault
from providers.tests.writers import BANKA_ACCOUNTS, write_banka

A_ROW = {
    "txn_id": "x1", "acct_id": "a1", "txn_date": "2026-11-20", "txn_amount": Decimal("-12.5"),
    "txn_curr": "INR", "txn_desc": "UPI/123/CAFE  COFFEE", "merchant_info": "Cafe", "txn_status": "PENDING",
    "txn_change": "NEW", "pending_txn_id": None,
}  # fmt: skip
B_ROW = {
    "id": "x1", "account_number": "5500001234", "date": "2026-11-20", "amt": "100.00",
    "currency_code": "INR", "memo": "REFUND", "merchant_name": None, "state": "settled", "type": "credit",
    "replaces": "p1",
}  # fmt: skip
C_ROW = {
    "transaction_id": "x1", "account_id": "c1", "posted_date": "20/11/2026", "transaction_amount": "-12.50",
    "iso_currency": "INR", "description": "MUTUAL FUND", "vendor": "", "status_code": "B",
    "transaction_type": "DR", "record": "N", "pending_ref": "",
}  # fmt: skip
DAY = date(2026, 11, 20)


def test_rows() -> None:
    assert a.transaction(A_ROW) == BankRow(
        "x1", "a1", DAY, Decimal("-12.5"), "INR", "UPI/123/CAFE COFFEE", "Cafe", "pending"
    )
    assert b.transaction(B_ROW) == BankRow(
        "x1", "5500001234", DAY, Decimal(100), "INR", "REFUND", "", "posted", pending_id="p1"
    )
    assert c.transaction(C_ROW) == BankRow("x1", "c1", DAY, Decimal("-12.5"), "INR", "MUTUAL FUND", "")


@pytest.mark.parametrize(
    ("read", "row", "field", "value"),
    [
        (a.transaction, A_ROW, "txn_status", "HELD"),
        (a.transaction, A_ROW, "txn_change", None),
        (a.transaction, A_ROW, "txn_date", "20/11/2026"),
        (a.transaction, A_ROW, "txn_curr", ""),
        (b.transaction, B_ROW, "state", "declined"),
        (b.transaction, B_ROW, "amt", ""),
        (b.transaction, B_ROW, "memo", ["x"]),
        (c.transaction, C_ROW, "status_code", "X"),
        (c.transaction, C_ROW, "record", ""),
        (c.transaction, C_ROW, "posted_date", "11/20/2026"),
        (c.transaction, C_ROW, "account_id", None),
    ],
)
def test_a_row_that_is_not_as_agreed(read: Any, row: dict[str, Any], field: str, value: Any) -> None:
    with pytest.raises(Unreadable, match=field):
        read({**row, field: value})


def test_accounts() -> None:
    new = {"acct_id": "1", "acct_type": "CHECKING", "acct_name": "Main", "current_balance": 5, "curr": "INR"}
    old = {"acc_id": "1", "acc_type": "checking", "acct_name": "Main", "curr_bal": 5, "curr": "INR"}
    main = BankAccount("1", "Main", "", "", "checking", "checking", "INR", Decimal(5))
    assert a.account(new) == a.account(old) == main
    card = {
        "account_number": "5500001234", "type": "credit_card", "nickname": "", "balance_amount": "-812.40",
        "available_amount": "187.60", "limit_amount": "1000", "currency_code": "usd",
    }  # fmt: skip
    assert b.account(card) == BankAccount(
        "5500001234", "Bank B", "", "1234", "credit", "credit card", "USD", Decimal("-812.4"),
        Decimal("187.6"), Decimal(1000),
    )  # fmt: skip
    fund = {"id": "9", "category": "INV", "display_name": "FUND", "available": "7", "iso_currency": "INR"}
    assert c.account(fund) == BankAccount(
        "9", "FUND", "", "", "investment", "investment", "INR", Decimal(7), Decimal(7)
    )
    assert c.account({**fund, "category": "???"}).type == "other"


@pytest.fixture
def server() -> Iterator[ConsentServer]:
    bank = ConsentServer("banka", accounts=BANKA_ACCOUNTS, write=write_banka)
    bank.access = "t"
    with bank.running():
        yield bank


def test_accounts_on_several_pages(server: ConsentServer) -> None:
    path, rows = "/mockbank/banka/accounts", BANKA_ACCOUNTS["accounts"]
    server.fail(path, Fault(200, {"accounts": rows[:1], "next_cursor": "2", "has_more": True}))
    bank = banka(f"{server.url}/mockbank/banka")
    server.accounts = {"accounts": rows[1:]}
    assert [account.external_id for account in bank.fetch_accounts("t")] == ["acc-1", "acc-2"]
    assert server.requests[-1].query == {"limit": "500", "cursor": "2"}


def test_accounts_without_an_end(server: ConsentServer) -> None:
    body = {**BANKA_ACCOUNTS, "next_cursor": "2", "has_more": True}
    server.fail("/mockbank/banka/accounts", Fault(200, body), times=0)
    with pytest.raises(Malformed):
        banka(f"{server.url}/mockbank/banka").fetch_accounts("t")


def test_one_bad_account_does_not_hide_the_others(server: ConsentServer) -> None:
    server.accounts = {"accounts": [{"acct_id": "x"}, BANKA_ACCOUNTS["accounts"][0]]}
    bank = banka(f"{server.url}/mockbank/banka")
    assert [account.external_id for account in bank.fetch_accounts("t")] == ["acc-1"]
    server.accounts = {"accounts": [{"acct_id": "x"}]}
    with pytest.raises(Malformed):
        bank.fetch_accounts("t")


@pytest.mark.parametrize(
    "change", [{"expires_in": 0}, {"expires_in": "soon"}, {"item_id": None}, {"item_id": "x" * 201}]
)
def test_a_grant_that_is_none(server: ConsentServer, change: dict[str, Any]) -> None:
    grant = {"access_token": "a", "refresh_token": "r", "expires_in": 1800, "item_id": "i"}
    server.fail("/mockbank/banka/token", Fault(200, {**grant, **change}))
    with pytest.raises(Malformed):
        banka(f"{server.url}/mockbank/banka").exchange_code(code="c", redirect_uri="http://localhost/")


def test_a_refresh_that_fails_otherwise_ends_no_consent(server: ConsentServer) -> None:
    server.fail("/mockbank/banka/token", Fault(400, {"error": "invalid_client"}))
    with pytest.raises(Declined) as raised:
        banka(f"{server.url}/mockbank/banka").refresh(Grant("a", "i", "r"))
    assert raised.value.code == "invalid_client"
