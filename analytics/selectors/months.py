"""Months with their ratios and what changed since the month before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from analytics.domain.change import change_pct
from analytics.sql.listing import Listed, Part
from analytics.sql.monthly_summaries import Month, list_months
from finance.domain.ratio import ratio

if TYPE_CHECKING:
    from analytics.sql.fresh import Fresh


class MonthInView(NamedTuple):
    """Rates are parts of the income, 0 without any; changes are percentages."""

    month: Month
    net: Decimal
    savings_rate: Decimal
    expense_ratio: Decimal
    income_change: Decimal | None
    expense_change: Decimal | None


def months_in_view(fresh: Fresh, periods: tuple[int, int], part: Part) -> Listed[MonthInView]:
    """Months with posted rows from the first to the last (yyyymm), latest first."""
    found = list_months(fresh, *periods, part)
    return Listed([_in_view(month) for month in found.rows], found.total)


def _in_view(month: Month) -> MonthInView:
    net = month.income - month.expense
    return MonthInView(
        month,
        net,
        savings_rate=ratio(net, month.income),
        expense_ratio=ratio(month.expense, month.income),
        income_change=change_pct(month.income, month.income_before or Decimal(0)),
        expense_change=change_pct(month.expense, month.expense_before or Decimal(0)),
    )
