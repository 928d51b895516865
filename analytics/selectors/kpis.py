"""Rates and tops of a range of days."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from analytics.domain.extent import extent_of
from analytics.selectors.breakdown import category_breakdown
from analytics.sql.flows import expense_days, span_flow
from analytics.sql.fresh import Fresh
from config.lib.periods import DateRange
from finance.domain.ratio import ratio
from finance.selectors.breakdown import CategoryShare
from finance.sql.totals import Flow

_NO_ENDS: Final = DateRange(None, None)
_ZERO: Final = Decimal(0)


class Kpis(NamedTuple):
    """Rates of money are not rounded; the first and the last expense bound the days and months they are over.

    `top_expense` and `top_income` are None where no category has more than nothing.
    """

    flow: Flow
    savings_rate: Decimal
    average_transaction: Decimal
    per_day: Decimal
    per_month: Decimal
    top_expense: CategoryShare | None
    top_income: CategoryShare | None


def kpis(fresh: Fresh, span: DateRange) -> Kpis:
    flow = span_flow(fresh, span)
    spent = extent_of(_NO_ENDS, expense_days(fresh, span))
    return Kpis(
        flow=flow,
        savings_rate=ratio(flow.net, flow.income),
        average_transaction=_over(flow.income + flow.expenses, flow.transactions),
        per_day=_over(flow.expenses, spent.days if spent else 0),
        per_month=_over(flow.expenses, spent.months if spent else 0),
        top_expense=_top(fresh, "Expense", span),
        top_income=_top(fresh, "Income", span),
    )


def _over(amount: Decimal, count: int) -> Decimal:
    return amount / count if count else _ZERO


def _top(fresh: Fresh, kind: str, span: DateRange) -> CategoryShare | None:
    largest = next(iter(category_breakdown(fresh, kind, span).categories), None)
    return largest if largest and largest.total.amount > 0 else None
