"""Bank C's rows: days first, one-letter codes, capitals throughout, and "" for what is not there."""

from __future__ import annotations

from typing import Any, cast

from providers.adapters.consentbank import Schema
from providers.domain import fields
from providers.domain.contract import AccountType, BankAccount, BankRow, Page, Status
from providers.domain.fields import Row
from providers.domain.pages import members, named, read_page

_TYPES = {"SAV": "savings", "INV": "investment"}
_STATUSES = {"B": "posted", "P": "pending"}
_RECORDS = {"N": "added", "C": "modified"}


def account(row: Row) -> BankAccount:
    """`available` is all that the bank knows of a balance, so it stands for the balance too."""
    kind = fields.text(row, "category", limit=40)
    available = fields.amount(row, "available", limit=fields.BALANCE_LIMIT)
    return BankAccount(
        external_id=fields.identity(row, "id"),
        name=fields.text(row, "display_name", limit=120) or "Bank C",
        official_name="",
        mask="",
        type=cast("AccountType", _TYPES.get(kind, "other")),
        subtype=_TYPES.get(kind, ""),
        currency=fields.currency(row, "iso_currency"),
        balance=available,
        available=available,
    )


def transaction(row: Row) -> BankRow:
    fields.word(row, "record", _RECORDS)
    return BankRow(
        external_id=fields.identity(row, "transaction_id"),
        account_id=fields.identity(row, "account_id"),
        date=fields.day_first(row, "posted_date"),
        amount=fields.amount(row, "transaction_amount"),
        currency=fields.currency(row, "iso_currency"),
        description=fields.text(row, "description"),
        merchant=fields.text(row, "vendor", limit=200),
        status=cast("Status", fields.word(row, "status_code", _STATUSES)),
        pending_id=fields.optional_identity(row, "pending_ref"),
    )


def page(body: Row) -> Page:
    rows = members(body, "transactionList")
    return read_page(
        body,
        added=[row for row in rows if not _is_changed(row)],
        modified=[row for row in rows if _is_changed(row)],
        removed=named(members(body, "removed")),
        read=transaction,
        id_field="transaction_id",
    )


def _is_changed(row: Any) -> bool:
    return isinstance(row, dict) and row.get("record") == "C"


SCHEMA = Schema(
    accounts=lambda body: members(body, "accountList"), account=account, account_id="id", page=page
)
