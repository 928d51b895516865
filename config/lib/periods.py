"""Months, fiscal years and the named ranges of the API."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from config.lib.errors import Invalid

TimeRange = Literal[
    "all_time",
    "this_month",
    "last_month",
    "last_3_months",
    "last_6_months",
    "last_12_months",
    "this_year",
    "last_year",
    "fy",
]
TIME_RANGES: tuple[str, ...] = get_args(TimeRange)
_ONE_DAY = timedelta(days=1)
_FULL_MONTHS = {"last_3_months": 3, "last_6_months": 6, "last_12_months": 12}


@dataclass(frozen=True, slots=True)
class DateRange:
    """Both ends belong to the range; None leaves that end open."""

    start: date | None
    end: date | None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def period_of(day: date) -> int:
    """The month as yyyymm."""
    return day.year * 100 + day.month


def period_label(period: int) -> str:
    """202501 -> 2025-01."""
    return f"{period // 100:04d}-{period % 100:02d}"


def previous_period(period: int) -> int:
    """202501 -> 202412."""
    return period - 1 if period % 100 > 1 else period - 89


def period_range(period: int) -> DateRange:
    first = date(period // 100, period % 100, 1)
    return DateRange(first, month_end(first))


def months_between(a: date, b: date) -> int:
    """Calendar months from a's to b's, whatever the days; 0 in one month, negative when b is earlier."""
    return (b.year - a.year) * 12 + b.month - a.month


def add_months(anchor: date, n: int) -> date:
    """The anchor's day n months away, or the last day of a shorter month.

    Count from the first date every time: stepping from a result stays on the 28th after one February.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + n, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def fiscal_year_of(day: date, fiscal_start: int = 4) -> int:
    """The calendar year in which the fiscal year of that day began; `fiscal_start` is its first month."""
    return day.year if day.month >= fiscal_start else day.year - 1


def fiscal_year_range(year: int, fiscal_start: int = 4) -> DateRange:
    """The whole fiscal year that began in that calendar year."""
    first = date(year, fiscal_start, 1)
    return DateRange(first, add_months(first, 12) - _ONE_DAY)


def fiscal_year_label(year: int, fiscal_start: int = 4) -> str:
    """`2025-26`, or `2025` where the fiscal year is the calendar year."""
    return str(year) if fiscal_start == 1 else f"{year}-{(year + 1) % 100:02d}"


def resolve(time_range: str, *, today: date, fiscal_start: int = 4) -> DateRange:
    """The days that a named range means today; Invalid for a name outside TIME_RANGES.

    `last_month` and `last_year` are the calendar ones before; `last_N_months` the N full months before this
    one and this month to date; `this_month`, `this_year` and `fy` run to date.
    """
    if time_range == "all_time":
        return DateRange(None, None)
    month, year = month_start(today), date(today.year, 1, 1)
    if time_range == "last_month":
        return DateRange(add_months(month, -1), month - _ONE_DAY)
    if time_range == "last_year":
        return DateRange(add_months(year, -12), year - _ONE_DAY)
    if time_range in _FULL_MONTHS:
        return DateRange(add_months(month, -_FULL_MONTHS[time_range]), today)
    starts = {
        "this_month": month,
        "this_year": year,
        "fy": date(fiscal_year_of(today, fiscal_start), fiscal_start, 1),
    }
    if time_range not in starts:
        raise Invalid("Unknown time range", errors={"time_range": [f"one of {', '.join(TIME_RANGES)}"]})
    return DateRange(starts[time_range], today)
