"""Bank A's rows: amounts are JSON numbers, and each row says whether it is new."""

from __future__ import annotations

from typing import Any, cast

from providers.adapters.consentbank import Schema
from providers.domain import fields
from providers.domain.contract import AccountType, BankAccount, BankRow, Page, Status
from providers.domain.fields import Row
from providers.domain.pages import members, named, read_page

_TYPES = {"CHECKING": "checking", "SAVINGS": "savings"}
_STATUSES = {"POSTED": "posted", "PENDING": "pending"}
_CHANGES = {"NEW": "added", "MODIFIED": "modified"}


def account(row: Row) -> BankAccount:
    """Both generations of its names are read."""
    kind = fields.text(row, "acct_type", "acc_type", limit=40)
    return BankAccount(
        external_id=fields.identity(row, "acct_id", "acc_id"),
        name=fields.text(row, "acct_name", "acc_name", limit=120) or "Bank A",
        official_name="",
        mask=fields.text(row, "acct_mask", limit=16),
        type=cast("AccountType", _TYPES.get(kind.upper(), "other")),
        subtype=kind.lower(),
        currency=fields.currency(row, "curr"),
        balance=fields.amount(row, "current_balance", "curr_bal", limit=fields.BALANCE_LIMIT),
        available=fields.optional_amount(row, "available_balance"),
    )


def transaction(row: Row) -> BankRow:
    fields.word(row, "txn_change", _CHANGES)
    return BankRow(
        external_id=fields.identity(row, "txn_id"),
        account_id=fields.identity(row, "acct_id", "acc_id"),
        date=fields.day(row, "txn_date"),
        amount=fields.amount(row, "txn_amount"),
        currency=fields.currency(row, "txn_curr"),
        description=fields.text(row, "txn_desc"),
        merchant=fields.text(row, "merchant_info", limit=200),
        status=cast("Status", fields.word(row, "txn_status", _STATUSES)),
        pending_id=fields.optional_identity(row, "pending_txn_id"),
    )


def page(body: Row) -> Page:
    rows = members(body, "transactions")
    return read_page(
        body,
        added=[row for row in rows if not _is_modified(row)],
        modified=[row for row in rows if _is_modified(row)],
        removed=named(members(body, "removed")),
        read=transaction,
        id_field="txn_id",
    )


def _is_modified(row: Any) -> bool:
    return isinstance(row, dict) and row.get("txn_change") == "MODIFIED"


SCHEMA = Schema(
    accounts=lambda body: members(body, "accounts"), account=account, account_id="acct_id", page=page
)
