"""Split lines: one payment that belongs to several categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from config.lib import clock
from config.lib.errors import Invalid
from config.lib.money import round_money
from finance.domain.row_facts import locked
from finance.models import Category, Split, Transaction
from finance.selectors.shown import as_json
from finance.services.edits import facts_of
from finance.services.history import Change, record_changes
from finance.services.references import Reference, category_meant, subcategory_meant
from finance.services.row_writer import save_rows
from finance.services.transactions import Origin, lock_rows
from finance.sql.touched import periods_touched
from preferences.services.versions import bump_ledger

MAX_LINES = 100


@dataclass(frozen=True)
class SplitLine:
    """`amount` in the currency of the transaction, more than 0."""

    amount: Decimal
    category: Reference | None = None
    subcategory: str | None = None
    note: str = ""


def set_splits(*, user: User, transaction_id: int, lines: Sequence[SplitLine]) -> None:
    """Replace the lines; none at all makes the transaction whole again.

    Two lines or more that add up to the amount exactly, else Invalid. From then on imports leave the amount
    alone.
    """
    with transaction.atomic():
        row = lock_rows(user, [transaction_id])[transaction_id]
        _check(row, lines)
        categories = [_category(user, line, position) for position, line in enumerate(lines)]
        before = [_shown(old.amount, old.category, old.note) for old in _held(row)]
        Split.objects.filter(transaction=row).delete()
        Split.objects.bulk_create(
            Split(
                user=user,
                transaction=row,
                position=position,
                category=category,
                amount=line.amount,
                note=line.note,
            )
            for position, (line, category) in enumerate(zip(lines, categories, strict=True))
        )
        if lines and (row.fingerprint is not None or row.external_id is not None):
            row.corrected = locked("amount", facts_of(row), row.corrected)
        at = clock.now()
        save_rows(user=user, rows=[row], at=at)
        after = [
            _shown(line.amount, category, line.note) for line, category in zip(lines, categories, strict=True)
        ]
        change = Change(row.pk, "splits", before, after)
        record_changes(user_id=user.pk, changes=[change], origin=Origin.USER, at=at, actor_id=user.pk)
        bump_ledger(user.pk, periods=periods_touched(user.pk, [row.pk]))


def _check(row: Transaction, lines: Sequence[SplitLine]) -> None:
    if not lines:
        return
    if row.type == Transaction.Type.TRANSFER:
        raise Invalid(errors={"splits": ["A transfer cannot be split"]})
    if not 2 <= len(lines) <= MAX_LINES:
        raise Invalid(errors={"splits": [f"Between 2 and {MAX_LINES} lines"]})
    for position, line in enumerate(lines):
        if line.amount != round_money(line.amount, row.currency):
            raise Invalid(
                errors={f"splits.{position}.amount": [f"Has more decimals than {row.currency} has"]}
            )
    total = sum((line.amount for line in lines), Decimal(0))
    if total != row.amount:
        raise Invalid(errors={"splits": [f"The lines add up to {total}, not to {as_json(row.amount)}"]})


def _category(user: User, line: SplitLine, position: int) -> Category | None:
    try:
        category = None if line.category is None else category_meant(user, line.category, field="category")
        return subcategory_meant(user, category, line.subcategory) if line.subcategory else category
    except Invalid as problem:
        errors = {f"splits.{position}.{field}": texts for field, texts in (problem.errors or {}).items()}
        raise Invalid(problem.error, errors=errors) from None


def _held(row: Transaction) -> Sequence[Split]:
    return list(Split.objects.filter(transaction=row).select_related("category__parent").order_by("position"))


def _shown(amount: Decimal, category: Category | None, note: str) -> dict[str, Any]:
    name = as_json(category)["name"] if category else None
    return {"amount": as_json(amount), "category": name, "note": note}
