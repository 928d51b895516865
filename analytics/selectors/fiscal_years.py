"""Fiscal years by the owner's first month of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from analytics.domain.change import change_pct
from analytics.domain.fiscal_years import is_over, months_of
from analytics.sql.fiscal_years import FiscalYear, list_fiscal_years
from analytics.sql.listing import Listed, Part
from config.lib import clock
from config.lib.periods import fiscal_year_label
from finance.domain.ratio import ratio
from preferences.selectors.preferences import fiscal_year_start

if TYPE_CHECKING:
    from analytics.sql.fresh import Fresh

_ZERO = Decimal(0)


class YearInView(NamedTuple):
    """Changes are percentages against the fiscal year before, None where that has no data."""

    year: FiscalYear
    label: str
    months: str
    net: Decimal
    savings_rate: Decimal
    income_change: Decimal | None
    expense_change: Decimal | None
    savings_change: Decimal | None
    is_complete: bool


def years_in_view(fresh: Fresh, part: Part) -> Listed[YearInView]:
    """Fiscal years with posted rows, latest first."""
    start = fiscal_year_start(fresh.user)
    today = clock.today(fresh.user.time_zone)
    found = list_fiscal_years(fresh, start, part)
    return Listed([_in_view(year, start, today) for year in found.rows], found.total)


def _in_view(year: FiscalYear, start: int, today: date) -> YearInView:
    net = year.income - year.expense
    income, expense = year.income_before or _ZERO, year.expense_before or _ZERO
    return YearInView(
        year,
        label=fiscal_year_label(year.year, start),
        months=months_of(year.year, start),
        net=net,
        savings_rate=ratio(net, year.income),
        income_change=change_pct(year.income, income),
        expense_change=change_pct(year.expense, expense),
        savings_change=change_pct(net, income - expense),
        is_complete=is_over(year.year, start, today=today),
    )
