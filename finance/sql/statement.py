"""Runs one read statement; parameters are named, rows come as the driver gives them (money in units)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from config.lib.periods import DateRange

# Open ends become the ends of the calendar, so that no statement needs a second text without them.
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


def fetch(statement: str, **parameters: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def bounds(span: DateRange) -> dict[str, date]:
    """The parameters `start` and `end` of `date BETWEEN %(start)s AND %(end)s`."""
    return {"start": span.start or _FIRST, "end": span.end or _LAST}


def as_date(value: date | str) -> date:
    """A date that went through an expression: SQLite gives its text back."""
    return date.fromisoformat(value) if isinstance(value, str) else value
