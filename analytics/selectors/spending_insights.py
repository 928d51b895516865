"""Averages and single expenses of a range of days."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from analytics.domain.extent import extent_of
from analytics.sql.flows import counted_days, span_flow
from analytics.sql.fresh import Fresh
from config.lib.periods import DateRange
from finance.domain.ratio import ratio
from finance.selectors.counting import counting_of
from finance.sql.expenses import Expense, UnusualExpense, largest_expense, unusual_expenses
from finance.sql.totals import Flow

_MOST_UNUSUAL = 5


class SpendingInsights(NamedTuple):
    """Averages are not rounded. `savings_rate` is 0 without income, and negative when more was spent."""

    flow: Flow
    daily_income: Decimal
    daily_expense: Decimal
    monthly_expense: Decimal
    savings_rate: Decimal
    largest: Expense | None
    unusual: list[UnusualExpense]


def spending_insights(fresh: Fresh, span: DateRange) -> SpendingInsights:
    """Averages over all days and all calendar months of the range, both ends included.

    An open end is where the first or last row of income or expense stands. Single expenses are looked for in
    the ledger itself.
    """
    flow = span_flow(fresh, span)
    extent = extent_of(span, counted_days(fresh, span))
    days, months = (extent.days, extent.months) if extent else (1, 1)
    counting = counting_of(user=fresh.user, span=span)
    return SpendingInsights(
        flow=flow,
        daily_income=flow.income / days,
        daily_expense=flow.expenses / days,
        monthly_expense=flow.expenses / months,
        savings_rate=ratio(flow.net, flow.income),
        largest=largest_expense(counting),
        unusual=unusual_expenses(counting, limit=_MOST_UNUSUAL),
    )
