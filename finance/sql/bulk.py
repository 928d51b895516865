"""Writes many rows of one table in one statement, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

_STAGE = "moneta_stage"
# A staging table costs more than this many single updates.
_FEW = 50


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY on PostgreSQL, executemany on SQLite. Values are as the database stores them (money in units).

    Raises IntegrityError when a row meets one that is already there; the caller's transaction is then lost.
    """
    names = ", ".join(columns)
    # Read to the end first: a row that asks the database for something during COPY would wait for itself.
    rows = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names are ours


def update_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set `columns` of the rows whose ids stand first in each tuple."""
    if len(rows) <= _FEW:
        marks = ", ".join(f"{name} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {marks} WHERE id = %s",  # noqa: S608 - names are ours
                [(*values, pk) for pk, *values in rows],
            )
    else:
        _update_from_stage(table, columns, rows)


def _update_from_stage(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names = ", ".join(["id", *columns])
    assignments = ", ".join(f"{name} = {_STAGE}.{name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {_STAGE} AS SELECT {names} FROM {table} WHERE 1 = 0")  # noqa: S608 - names are ours
    insert_rows(_STAGE, ["id", *columns], rows)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {assignments} FROM {_STAGE} WHERE {table}.id = {_STAGE}.id")  # noqa: S608 - names are ours
        cursor.execute(f"DROP TABLE {_STAGE}")


def stored_instant(at: datetime | None) -> Any:
    """The instant as Django stores it: SQLite compares instants as text, so there must be one way to write
    them.
    """
    return connection.ops.adapt_datetimefield_value(at)


def id_list(ids: Iterable[int | str]) -> tuple[str, Any]:
    """A condition for `id IN …` of any length and its one parameter."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(ids)
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))
