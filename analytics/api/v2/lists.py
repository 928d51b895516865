"""Queries and bodies that the lists share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from analytics.api.fieldtypes import MonthLabel
from analytics.sql.listing import Listed, Part
from config.drf.pages import Slice
from config.drf.structs import Answer
from config.drf.values import FarDay
from config.lib.errors import Invalid
from config.lib.periods import DateRange

T = TypeVar("T")
R = TypeVar("R")

_FIRST_MONTH, _LAST_MONTH = 101, 999912


class ListOf(Answer, Generic[T], kw_only=True):
    data: list[T]
    total: int
    limit: int
    offset: int
    has_more: bool
    count: int


class DaysQuery(Slice, kw_only=True):
    start_date: FarDay | None = None
    end_date: FarDay | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_order(start_date=self.start_date, end_date=self.end_date)

    @property
    def span(self) -> DateRange:
        return DateRange(self.start_date, self.end_date)


class MonthsQuery(Slice, kw_only=True):
    start_period: MonthLabel | None = None
    end_period: MonthLabel | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_order(start_period=self.start_period, end_period=self.end_period)

    @property
    def periods(self) -> tuple[int, int]:
        """The first and the last month, yyyymm."""
        return self.start_period or _FIRST_MONTH, self.end_period or _LAST_MONTH


def part_of(query: Slice) -> Part:
    return Part(query.limit, query.start)


def listed(found: Listed[R], query: Slice, present: Callable[[R], Any]) -> dict[str, Any]:
    """The fields of a `ListOf`."""
    data = [present(row) for row in found.rows]
    return {
        "data": data,
        "total": found.total,
        "limit": query.limit,
        "offset": query.start,
        "has_more": query.start + len(data) < found.total,
        "count": len(data),
    }


def _require_order(**ends: date | int | None) -> None:
    (start, first), (end, last) = ends.items()
    if first and last and first > last:  # type: ignore[operator] # both are of one kind
        raise Invalid(errors={start: [f"Must not be after {end}"]})
