"""How the three practice banks write what they know: the counterparts of `providers.adapters`."""

from __future__ import annotations

from typing import Any

from providers.tests.consentserver import ACCOUNTS, Body
from providers.tests.history import Change


def write_banka(changes: list[Change]) -> Body:
    return {"transactions": [_banka(what, row) for what, _, row in changes]}


def _banka(what: str, row: Body) -> Body:
    return {
        "txn_id": row["id"],
        "acct_id": row["account"],
        "txn_date": row["date"].isoformat(),
        "txn_amount": "12,5" if row["broken"] else row["amount"],
        "txn_curr": "USD",
        "txn_desc": row["text"],
        "merchant_info": row["merchant"],
        "txn_status": "PENDING" if row["pending"] else "POSTED",
        "txn_change": "NEW" if what == "added" else "MODIFIED",
        "pending_txn_id": row["replaces"],
    }


def write_bankb(changes: list[Change]) -> Body:
    lists: dict[str, list[Any]] = {"added": [], "modified": []}
    for what, _, row in changes:
        lists[what].append(_bankb(row))
    return lists


def _bankb(row: Body) -> Body:
    return {
        "id": row["id"],
        "account_number": row["account"],
        "date": row["date"].isoformat(),
        "amt": None if row["broken"] else str(row["amount"]),
        "currency_code": "USD",
        "memo": row["text"],
        "merchant_name": row["merchant"],
        "state": "pending" if row["pending"] else "settled",
        "type": "debit" if row["amount"] < 0 else "credit",
        "replaces": row["replaces"],
    }


def write_bankc(changes: list[Change]) -> Body:
    return {"transactionList": [_bankc(what, row) for what, _, row in changes]}


def _bankc(what: str, row: Body) -> Body:
    return {
        "transaction_id": row["id"],
        "account_id": row["account"],
        "posted_date": "2026-01-15" if row["broken"] else f"{row['date']:%d/%m/%Y}",
        "transaction_amount": str(row["amount"]),
        "iso_currency": "USD",
        "description": row["text"],
        "vendor": row["merchant"] or "",
        "status_code": "P" if row["pending"] else "B",
        "transaction_type": "DR" if row["amount"] < 0 else "CR",
        "record": "N" if what == "added" else "C",
        "pending_ref": row["replaces"] or "",
    }


BANKA_ACCOUNTS = {
    "accounts": [
        {"acct_id": ACCOUNTS[0], "acct_type": "CHECKING", "acct_name": "Current", "current_balance": 1500.5,
         "available_balance": 1480, "curr": "USD", "acct_mask": "4821"},
        {"acc_id": ACCOUNTS[1], "acc_type": "SAVINGS", "acct_name": "Savings", "curr_bal": 20, "curr": "USD"},
    ]
}  # fmt: skip
BANKB_ACCOUNTS = {
    "data": [
        {"account_number": ACCOUNTS[0], "type": "credit_card", "nickname": "Card", "currency_code": "USD",
         "balance_amount": "-812.40", "available_amount": "1187.60", "limit_amount": "2000.00"},
        {"account_number": ACCOUNTS[1], "type": "wallet", "nickname": "Wallet", "currency_code": "USD",
         "balance_amount": "12.00", "available_amount": None, "limit_amount": None},
    ]
}  # fmt: skip
BANKC_ACCOUNTS = {
    "accountList": [
        {"id": ACCOUNTS[0], "category": "SAV", "display_name": "SAVINGS", "available": "90210.00",
         "iso_currency": "USD"},
        {"id": ACCOUNTS[1], "category": "INV", "display_name": "FUNDS", "available": "-3.5",
         "iso_currency": "USD"},
    ]
}  # fmt: skip
