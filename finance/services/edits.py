"""What a person may say about a transaction, and how it lands on the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import UNSET, UnsetType

from accounts.models import User
from config.lib.errors import Conflict, Invalid
from config.lib.money import round_money, to_units
from finance.domain.import_plan import Facts
from finance.models import Transaction
from finance.services.references import Reference, account_meant, category_meant, subcategory_meant


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Fields left UNSET stay as they are. Names or ids for accounts and category; None clears."""

    date: date | UnsetType = UNSET
    amount: Decimal | UnsetType = UNSET
    type: str | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    account: Reference | UnsetType = UNSET
    to_account: Reference | UnsetType | None = UNSET
    category: Reference | UnsetType | None = UNSET
    subcategory: str | UnsetType | None = UNSET
    note: str | UnsetType = UNSET
    merchant: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    tags: Sequence[str] | UnsetType = UNSET


_PLAIN: Final = ("date", "amount", "type", "currency", "note", "merchant", "status")


def apply_edit(user: User, row: Transaction, edit: Edit, *, is_new: bool = False) -> None:
    """Set the fields on the unsaved row, tags aside; Invalid names the field that cannot be.

    A transfer has no category and everything else no receiving account: what the type rules out is dropped,
    unless the edit itself asks for it.
    """
    for name in _PLAIN:
        value = getattr(edit, name)
        if value is not UNSET:
            setattr(row, name, value)
    if edit.account is not UNSET:
        row.account = account_meant(user, edit.account, field="account")
        if edit.currency is UNSET and is_new:
            row.currency = row.account.currency
    _apply_sides(user, row, edit)
    _apply_category(user, row, edit)
    _check(row)


def _apply_sides(user: User, row: Transaction, edit: Edit) -> None:
    if edit.to_account is None or row.type != Transaction.Type.TRANSFER:
        if edit.to_account not in (None, UNSET):
            raise Invalid(errors={"to_account": ["Only a transfer has one"]})
        row.to_account = None
    elif edit.to_account is not UNSET:
        row.to_account = account_meant(user, edit.to_account, field="to_account")


def _apply_category(user: User, row: Transaction, edit: Edit) -> None:
    if row.type == Transaction.Type.TRANSFER:
        if edit.category not in (None, UNSET) or edit.subcategory not in (None, "", UNSET):
            raise Invalid(errors={"category": ["A transfer has none"]})
        row.category = None
        return
    if edit.category is None:
        row.category = None
    elif edit.category is not UNSET:
        row.category = category_meant(user, edit.category, field="category")
    if edit.subcategory is None or edit.subcategory == "":
        if edit.category is UNSET and row.category is not None:
            row.category = row.category.parent or row.category
    elif edit.subcategory is not UNSET:
        row.category = subcategory_meant(user, row.category, edit.subcategory)


def _check(row: Transaction) -> None:
    if row.amount != round_money(row.amount, row.currency):
        raise Invalid(errors={"amount": [f"Has more decimals than {row.currency} has"]})
    if row.to_account_id is not None and row.to_account_id == row.account_id:
        raise Invalid(errors={"to_account": ["A transfer needs two different accounts"]})


def refuse_breaking_splits(before: Facts, after: Facts, *, has_splits: bool) -> None:
    """Split lines add up to the amount and have categories: neither may be pulled from under them."""
    if has_splits and (
        before.amount != after.amount or (after.type == "Transfer") != (before.type == "Transfer")
    ):
        raise Conflict("The transaction is split", detail="Remove or change its split lines first.")


def facts_of(row: Transaction) -> Facts:
    """The row as the import plan compares it."""
    return Facts(
        row.date,
        row.type,
        to_units(row.amount),
        row.currency,
        str(row.account_id),
        str(row.to_account_id or ""),
        str(row.category_id or ""),
        row.note,
        row.merchant,
        row.status,
    )
