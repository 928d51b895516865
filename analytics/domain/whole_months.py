"""Splits a range of days into the whole months that are kept, and the rest that is counted anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from config.lib.periods import DateRange, month_end, month_start, period_of

_ONE_DAY = timedelta(days=1)
_FIRST, _LAST = 101, 999912


class Pieces(NamedTuple):
    """Whole months from `first` to `last` (yyyymm, inclusive; none when first > last), and what is around."""

    first: int
    last: int
    edges: tuple[DateRange, ...]


def pieces_of(span: DateRange) -> Pieces:
    """Every day of the span is in exactly one piece; an open end goes to the whole months."""
    start, end = span.start, span.end
    if start and end and start > end:
        return Pieces(_LAST, _FIRST, ())
    if start and end and period_of(start) == period_of(end) and not _is_month(start, end):
        return Pieces(_LAST, _FIRST, (span,))
    edges = []
    if start and start.day > 1:
        edges.append(DateRange(start, month_end(start)))
        start = month_end(start) + _ONE_DAY
    if end and end != month_end(end):
        edges.append(DateRange(month_start(end), end))
        end = month_start(end) - _ONE_DAY
    return Pieces(period_of(start) if start else _FIRST, period_of(end) if end else _LAST, tuple(edges))


def _is_month(start: date, end: date) -> bool:
    return start.day == 1 and end == month_end(start)
