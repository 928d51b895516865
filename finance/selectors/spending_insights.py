"""Averages and single expenses of a range of days."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from config.lib.periods import DateRange, months_between
from finance.domain.ratio import ratio
from finance.selectors.counting import counting_of
from finance.sql.counted import Counting
from finance.sql.expenses import Expense, UnusualExpense, largest_expense, unusual_expenses
from finance.sql.totals import Flow, first_and_last_day, total_flow

if TYPE_CHECKING:
    from accounts.models import User

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


def spending_insights(*, user: User, span: DateRange) -> SpendingInsights:
    """Averages over all days and all calendar months of the range, both ends included.

    An open end is where the first or last row of income or expense stands.
    """
    counting = counting_of(user=user, span=span)
    flow = total_flow(counting)
    days, months = _extent(counting, span)
    return SpendingInsights(
        flow=flow,
        daily_income=flow.income / days,
        daily_expense=flow.expenses / days,
        monthly_expense=flow.expenses / months,
        savings_rate=ratio(flow.net, flow.income),
        largest=largest_expense(counting),
        unusual=unusual_expenses(counting, limit=_MOST_UNUSUAL),
    )


def _extent(counting: Counting, span: DateRange) -> tuple[int, int]:
    """Days and months; 1 and 1 where there is nothing to average."""
    start, end = span.start, span.end
    if start is None or end is None:
        rows = first_and_last_day(counting)
        start, end = start or rows.start, end or rows.end
    if start is None or end is None:
        return 1, 1
    return (end - start).days + 1, months_between(start, end) + 1
