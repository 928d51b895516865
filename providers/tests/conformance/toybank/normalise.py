"""The toy bank's rows."""

from __future__ import annotations

from typing import Any

from providers.adapters.consentbank import Schema
from providers.domain import fields
from providers.domain.contract import BankAccount, BankRow, Page
from providers.domain.fields import Row
from providers.domain.pages import members, named, read_page


def account(row: Row) -> BankAccount:
    return BankAccount(
        external_id=fields.identity(row, "a"),
        name=fields.text(row, "called"),
        official_name="",
        mask="",
        type="checking",
        subtype="",
        currency="USD",
        balance=fields.amount(row, "has"),
    )


def transaction(row: Row) -> BankRow:
    return BankRow(
        external_id=fields.identity(row, "t"),
        account_id=fields.identity(row, "a"),
        date=fields.day(row, "on"),
        amount=fields.amount(row, "sum"),
        currency="USD",
        description=fields.text(row, "said"),
        merchant="",
        status="pending" if row.get("open") is True else "posted",
        pending_id=fields.optional_identity(row, "was"),
    )


def page(body: Row) -> Page:
    rows: Any = members(body, "rows")
    return read_page(
        body,
        added=[row for row in rows if row["new"]],
        modified=[row for row in rows if not row["new"]],
        removed=named(members(body, "removed")),
        read=transaction,
        id_field="t",
    )


SCHEMA = Schema(accounts=lambda body: members(body, "accts"), account=account, account_id="a", page=page)
