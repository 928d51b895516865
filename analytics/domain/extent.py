"""The days, months and windows that averages of a range are taken over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from config.lib.periods import DateRange, add_months, month_end, months_between, period_of

_ONE_DAY = timedelta(days=1)


class Extent(NamedTuple):
    """Both ends belong to it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int:
        """The calendar months that it touches."""
        return months_between(self.start, self.end) + 1


def extent_of(span: DateRange, rows: DateRange) -> Extent | None:
    """The span; an open end is where the first or last of the rows stands. None without rows to say."""
    start, end = span.start or rows.start, span.end or rows.end
    return None if start is None or end is None else Extent(start, end)


def closing_day(span: DateRange, last: date, today: date) -> date:
    """The day by which a range is over: its end; an open one ends with the month of its last row, or today.

    So that an old ledger is judged by its own last months, and a running month by the days it has had.
    """
    return span.end or min(month_end(last), max(today, last))


def last_days(end: date, days: int) -> DateRange:
    return DateRange(end - timedelta(days=days - 1), end)


def days_before(window: DateRange, start: date) -> DateRange | None:
    """What lies between start and the window; None where nothing does."""
    if window.start is None or window.start <= start:
        return None
    return DateRange(start, window.start - _ONE_DAY)


def full_months(end: date, count: int) -> tuple[int, ...]:
    """The last `count` calendar months that are over by the end of that day, ascending, as yyyymm."""
    first = end.replace(day=1)
    over = 0 if end == month_end(end) else -1
    return tuple(period_of(add_months(first, over - back)) for back in reversed(range(count)))
