"""How somebody spends, and how that is changing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from analytics.domain.category_moves import MONTHS, Move, move_of
from analytics.domain.change import change_pct
from analytics.domain.extent import Extent, closing_day, days_before, extent_of, full_months, last_days
from analytics.selectors.breakdown import category_breakdown
from analytics.sql.breakdown import spending_by_month
from analytics.sql.flows import counted_days, span_flow
from analytics.sql.fresh import Fresh
from config.lib import clock
from config.lib.periods import DateRange, period_of
from finance.selectors.breakdown import Breakdown

_ALWAYS: Final = DateRange(None, None)
_RECENT: Final = 30
_ZERO: Final = Decimal(0)


class Behavior(NamedTuple):
    """Amounts are not rounded. `velocity` is money per day over the last 30 days of the range; what it is
    compared with are the days of the range before those. `moves` has every category of its last months.
    """

    spent: Breakdown
    per_month: Decimal
    velocity: Decimal
    velocity_change_pct: Decimal | None
    moves: Mapping[str, Move]


def behavior(fresh: Fresh, span: DateRange) -> Behavior:
    """An open end of the range is where `closing_day` says; a range without rows has nothing but zeros."""
    spent = category_breakdown(fresh, "Expense", span)
    extent = extent_of(span, counted_days(fresh, span))
    if extent is None:
        return Behavior(spent, _ZERO, _ZERO, None, {})
    end = closing_day(span, extent.end, clock.today(fresh.user.time_zone))
    now, before = _per_day(fresh, Extent(extent.start, end))
    return Behavior(
        spent=spent,
        per_month=spent.total / extent.months,
        velocity=now,
        velocity_change_pct=None if before is None else change_pct(now, before),
        moves=_moves(fresh, end),
    )


def _per_day(fresh: Fresh, extent: Extent) -> tuple[Decimal, Decimal | None]:
    """Mean daily expenses of the last 30 days, and of all before them."""
    window = last_days(extent.end, min(_RECENT, extent.days))
    earlier = days_before(window, extent.start)
    return _mean(fresh, window), _mean(fresh, earlier) if earlier else None


def _mean(fresh: Fresh, span: DateRange) -> Decimal:
    extent = extent_of(span, _ALWAYS)
    return span_flow(fresh, span).expenses / extent.days if extent else _ZERO


def _moves(fresh: Fresh, end: date) -> dict[str, Move]:
    first = counted_days(fresh, _ALWAYS).start
    months = full_months(end, 2 * MONTHS)
    amounts: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for category, period, amount in spending_by_month(fresh, months[0], months[-1]):
        amounts[category][period] = amount
    begun = period_of(first) if first else months[0]
    return {
        category: move_of(category, by_month, months=months, first=begun)
        for category, by_month in amounts.items()
    }
