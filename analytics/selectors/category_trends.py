"""Categories by month, with averages, shares and changes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from analytics.domain.change import change_pct
from analytics.domain.percentage import percent_of
from analytics.sql.category_trends import CategoryTrend, Wanted, list_category_months
from analytics.sql.listing import Listed, Part

if TYPE_CHECKING:
    from analytics.sql.fresh import Fresh

_ZERO = Decimal(0)


class TrendInView(NamedTuple):
    """`share` and `change_pct` are percentages.

    The share is of the categories with a positive total: one in which refunds outweigh purchases has 0 and
    takes nothing from the others.
    """

    trend: CategoryTrend
    average: Decimal
    share: Decimal
    change: Decimal
    change_pct: Decimal | None


def trends_in_view(fresh: Fresh, wanted: Wanted, part: Part) -> Listed[TrendInView]:
    """One row for each month, category, subcategory and kind that has rows; latest month first."""
    found = list_category_months(fresh, wanted, part)
    return Listed([_in_view(trend) for trend in found.rows], found.total)


def _in_view(trend: CategoryTrend) -> TrendInView:
    before = trend.before or _ZERO
    return TrendInView(
        trend,
        average=trend.total / trend.rows,
        share=percent_of(max(trend.total, _ZERO), trend.whole),
        change=trend.total - before,
        change_pct=change_pct(trend.total, before),
    )
