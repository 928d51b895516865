"""Income and expenses of a range of days, whole, by month and by year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from config.lib.periods import DateRange
from finance.selectors.counting import counting_of
from finance.sql.totals import NO_FLOW, Flow, monthly_flows, total_flow

if TYPE_CHECKING:
    from accounts.models import User


def whole_flow(*, user: User, span: DateRange) -> Flow:
    return total_flow(counting_of(user=user, span=span))


def flows_by_month(*, user: User, span: DateRange) -> list[tuple[int, Flow]]:
    """(yyyymm, flow), ascending; only months that have a row."""
    return monthly_flows(counting_of(user=user, span=span))


def flows_by_year(*, user: User, span: DateRange) -> list[tuple[int, Flow]]:
    """(calendar year, flow), ascending; only years that have a row."""
    return years_of(monthly_flows(counting_of(user=user, span=span)))


def years_of(months: Iterable[tuple[int, Flow]]) -> list[tuple[int, Flow]]:
    """The years that these months, ascending, make up."""
    by_year = groupby(months, key=lambda month: month[0] // 100)
    return [(year, sum((flow for _, flow in of_year), NO_FLOW)) for year, of_year in by_year]
