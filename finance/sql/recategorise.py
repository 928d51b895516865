"""Moves all rows of some categories to another, with their history and search text, in a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from finance.sql.search_text import CategoryKeys, category_part


class Place(NamedTuple):
    """A category: its id, None for "uncategorised"; its keys; how history names it (JSON text)."""

    id: int | None
    keys: CategoryKeys
    label: str


NOWHERE = Place(None, ("", ""), "null")


def move_rows(*, user_id: int, leaving: Sequence[Place], to: Place, at: datetime, reason: str) -> None:
    """Transactions and split lines of `leaving`, deleted ones too; one history line per transaction."""
    ids = [place.id for place in leaving]
    marks = ", ".join(["%s"] * len(ids))
    labels = [value for place in leaving for value in (place.id, place.label)]
    parts = [value for place in leaving for value in (place.id, category_part(place.keys))]
    rows = ", ".join(["(%s, %s)"] * len(ids))
    json = "jsonb" if connection.vendor == "postgresql" else "text"
    instant = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH leaving(id, label) AS (VALUES {rows}) "  # noqa: S608 - composed of placeholders
            "INSERT INTO finance_transactionchange"
            "    (user_id, transaction_id, field, before, after, origin, actor_id, reason, at) "
            f"SELECT moved.user_id, moved.id, 'category', CAST(leaving.label AS {json}), CAST(%s AS {json}),"
            "    'user', moved.user_id, %s, %s "
            "FROM finance_transaction moved JOIN leaving ON leaving.id = moved.category_id "
            "WHERE moved.user_id = %s",
            [*labels, to.label, reason, instant, user_id],
        )
        cursor.execute(
            f"WITH leaving(id, part) AS (VALUES {rows}) "  # noqa: S608 - composed of placeholders
            "UPDATE finance_transaction AS moved SET category_id = %s, updated_at = %s,"
            "    search_text = REPLACE(search_text, leaving.part, %s) "
            "FROM leaving WHERE moved.user_id = %s AND moved.category_id = leaving.id",
            [*parts, to.id, instant, category_part(to.keys), user_id],
        )
        cursor.execute(
            f"UPDATE finance_split SET category_id = %s WHERE user_id = %s AND category_id IN ({marks})",  # noqa: S608 - placeholders
            [to.id, user_id, *ids],
        )
