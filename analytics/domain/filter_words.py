"""Says in words which rows a figure counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.lib.periods import DateRange

_SUBJECTS = {"Income": "Posted income", "Expense": "Posted expenses less their refunds"}


def flow_words(kind: str) -> str:
    """`kind` is "Income", "Expense" or "" for what is left of the one after the other."""
    return _SUBJECTS.get(kind, "Posted income less posted expenses, refunds counted with the expenses")


def category_words(kind: str, category: str, subcategory: str | None) -> str:
    place = category if subcategory is None else f"{category}, {subcategory or 'no subcategory'}"
    return f"{flow_words(kind)} in {place}; of a split transaction only the lines there"


def transfer_words(giver: str | None, taker: str | None) -> str:
    sides = [f"from {giver}"] * (giver is not None) + [f"to {taker}"] * (taker is not None)
    return " ".join(("Posted transfers", *sides))


def span_words(span: DateRange) -> str:
    start, end = (day and _day(day) for day in (span.start, span.end))
    if start and end:
        return f"from {start} to {end}"
    if start:
        return f"from {start} on"
    return f"until {end}" if end else "of all time"


def exception_words(*, excluded: Sequence[str], since: date | None) -> str:
    """What preferences leave out: rows of these accounts, and those before that day; "" without any."""
    words = [f"without the accounts {', '.join(excluded)}"] * bool(excluded)
    words += [f"nothing before the earning start {_day(since)}"] if since else []
    return "; ".join(words)


def _day(day: date) -> str:
    return day.isoformat()
