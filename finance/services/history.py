"""Appends to the history of transactions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from finance.models import TransactionChange
from finance.sql.bulk import insert_rows, stored_instant


class Change(NamedTuple):
    """One field of one row; `before` and `after` as `finance.selectors.shown.as_json` gives them."""

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
    instant = stored_instant(at)
    insert_rows(
        TransactionChange._meta.db_table,
        ("user_id", "transaction_id", "field", "before", "after", "origin", "actor_id", "reason",
         "import_batch_id", "at"),
        (
            (user_id, change.transaction_id, change.field, json.dumps(change.before),
             json.dumps(change.after), origin, actor_id, reason, batch_id, instant)
            for change in changes
        ),
    )  # fmt: skip
