"""Bank B's rows: amounts are texts, and new and changed rows are in lists of their own."""

from __future__ import annotations

from typing import cast

from providers.adapters.consentbank import Schema
from providers.domain import fields
from providers.domain.contract import AccountType, BankAccount, BankRow, Page, Status
from providers.domain.fields import Row
from providers.domain.pages import members, named, read_page

_TYPES = {"credit_card": "credit", "wallet": "cash"}
_STATUSES = {"settled": "posted", "pending": "pending"}
_SHOWN_DIGITS = 4


def account(row: Row) -> BankAccount:
    number = fields.identity(row, "account_number")
    kind = fields.text(row, "type", limit=40)
    return BankAccount(
        external_id=number,
        name=fields.text(row, "nickname", limit=120) or "Bank B",
        official_name="",
        mask=number[-_SHOWN_DIGITS:],
        type=cast("AccountType", _TYPES.get(kind, "other")),
        subtype=kind.replace("_", " "),
        currency=fields.currency(row, "currency_code"),
        balance=fields.amount(row, "balance_amount", limit=fields.BALANCE_LIMIT),
        available=fields.optional_amount(row, "available_amount"),
        credit_limit=fields.optional_amount(row, "limit_amount"),
    )


def transaction(row: Row) -> BankRow:
    return BankRow(
        external_id=fields.identity(row, "id"),
        account_id=fields.identity(row, "account_number"),
        date=fields.day(row, "date"),
        amount=fields.amount(row, "amt"),
        currency=fields.currency(row, "currency_code"),
        description=fields.text(row, "memo"),
        merchant=fields.text(row, "merchant_name", limit=200),
        status=cast("Status", fields.word(row, "state", _STATUSES)),
        pending_id=fields.optional_identity(row, "replaces"),
    )


def page(body: Row) -> Page:
    return read_page(
        body,
        added=members(body, "added"),
        modified=members(body, "modified"),
        removed=named(members(body, "removed")),
        read=transaction,
        id_field="id",
    )


SCHEMA = Schema(
    accounts=lambda body: members(body, "data"), account=account, account_id="account_number", page=page
)
