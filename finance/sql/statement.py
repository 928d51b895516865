"""Runs one read statement; parameters are named, rows come as the driver gives them (money in units)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from config.lib.periods import DateRange

K = TypeVar("K", int, str)

# Open ends become the ends of the calendar, so that no statement needs a second text without them.
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


def fetch(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def bounds(span: DateRange) -> dict[str, date]:
    """The parameters `start` and `end` of `date BETWEEN %(start)s AND %(end)s`."""
    return {"start": span.start or _FIRST, "end": span.end or _LAST}


def as_date(value: date | str) -> date:
    """A date that went through an expression: SQLite gives its text back."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def among(parameter: str) -> str:
    """What follows a column to say that it is one of the ids in that parameter, however many they are."""
    if connection.vendor == "postgresql":
        return f"= ANY(%({parameter})s)"
    return f"IN (SELECT value FROM json_each(%({parameter})s))"  # noqa: S608 - the name is ours


def ids(values: Iterable[K]) -> Any:
    """The parameter for `among`; names do as well."""
    listed = sorted(set(values))
    return listed if connection.vendor == "postgresql" else json.dumps(listed)
