"""What became of a transaction, and what it was at first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from accounts.models import User
from config.lib.errors import Missing
from finance.models import Transaction, TransactionChange
from finance.selectors.shown import IDENTITY, as_json

_SHOWN = (
    "date",
    "amount",
    "currency",
    "type",
    "status",
    "account",
    "to_account",
    "category",
    "note",
    "merchant",
)


class ChangeOut(msgspec.Struct, kw_only=True):
    """Money and dates as text; accounts and categories by the names they had then."""

    field: str
    old_value: Any
    new_value: Any
    source: str
    changed_by: str | None
    reason: str
    at: datetime


class HistoryOut(msgspec.Struct, kw_only=True):
    """Newest change first; `original` holds the values with which the row came into the ledger."""

    history: list[ChangeOut]
    original: dict[str, Any]


def history_of(*, user: User, transaction_id: int) -> HistoryOut:
    """Also of deleted rows; Missing for a row that is not the owner's."""
    rows = Transaction.objects.for_user(user).select_related("account", "to_account", "category__parent")
    row = rows.filter(pk=transaction_id).first()
    if row is None:
        raise Missing
    lines = list(
        TransactionChange.objects.for_user(user)
        .filter(transaction=row)
        .exclude(field=IDENTITY)
        .order_by("-id")
    )
    original = {name: _name(as_json(getattr(row, name))) for name in _SHOWN}
    original |= {line.field: _name(line.before) for line in lines if line.field in original}
    return HistoryOut(history=[_line(line, user) for line in lines], original=original)


def _line(line: TransactionChange, user: User) -> ChangeOut:
    by = user.email if line.actor_id == user.pk else None if line.actor_id is None else "staff"
    return ChangeOut(
        field=line.field,
        old_value=_name(line.before),
        new_value=_name(line.after),
        source=line.origin,
        changed_by=by,
        reason=line.reason,
        at=line.at,
    )


def _name(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) else value
