"""Appends to the history of transactions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from config.lib.money import from_units
from finance.models import Account, Category, TransactionChange
from finance.sql.bulk import insert_rows

# Lines that undo needs and people do not: what the row is matched by.
IDENTITY = "identity"


class Change(NamedTuple):
    """One field of one row; `before` and `after` as `as_json` gives them."""

    transaction_id: int
    field: str
    before: Any
    after: Any


def record_changes(
    *,
    user_id: int,
    changes: Iterable[Change],
    origin: str,
    at: datetime,
    actor_id: int | None = None,
    reason: str = "",
    batch_id: int | None = None,
) -> None:
    """Write one line per change, inside the transaction of the change itself."""
    insert_rows(
        TransactionChange._meta.db_table,
        ("user_id", "transaction_id", "field", "before", "after", "origin", "actor_id", "reason",
         "import_batch_id", "at"),
        (
            (user_id, change.transaction_id, change.field, json.dumps(change.before), json.dumps(change.after),
             origin, actor_id, reason, batch_id, at)
            for change in changes
        ),
    )  # fmt: skip


def as_json(value: Any) -> Any:
    """Money and dates as text, an account or category as {"id", "name"}, the rest as it is."""
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case Category():
            return {"id": value.pk, "name": f"{value.parent.name} / {value.name}" if value.parent else value.name}
        case Account():
            return {"id": value.pk, "name": value.name}
        case _:
            return value


class FactNames:
    """Facts of the import plan as history shows them; accounts and categories are looked up once."""

    def __init__(self, *, user_id: int) -> None:
        self._accounts = {str(row.pk): as_json(row) for row in Account.objects.filter(user_id=user_id)}
        categories = Category.objects.filter(user_id=user_id).select_related("parent")
        self._categories = {str(row.pk): as_json(row) for row in categories}

    def show(self, field: str, fact: Any) -> Any:
        if field == "amount":
            return as_json(from_units(fact))
        if field in {"account", "to_account"}:
            return self._accounts.get(fact)
        if field == "category":
            return self._categories.get(fact)
        return as_json(fact)
