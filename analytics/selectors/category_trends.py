"""Categories by month, with averages, shares and changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from analytics.domain.change import change_pct
from analytics.domain.percentage import percent_of
from analytics.sql.category_trends import LeafMonth, LeafTotal, Wanted, leaf_totals, list_leaf_months
from analytics.sql.listing import Listed, Part
from config.lib.periods import previous_period
from config.lib.text import fold
from finance.models import Category
from finance.sql.categories import UNCATEGORIZED

if TYPE_CHECKING:
    from accounts.models import User
    from analytics.sql.fresh import Fresh

_ZERO: Final = Decimal(0)
_KEY: Final = fold(UNCATEGORIZED)


class Place(NamedTuple):
    """Where a leaf is in the tree; `top_key` is the folded name of its top category."""

    category: str
    subcategory: str | None
    top_key: str


class Asked(NamedTuple):
    """Months from `first` to `last` (yyyymm); a top category's name in any spelling and a kind, or all."""

    first: int
    last: int
    category: str | None = None
    kind: str | None = None


class TrendInView(NamedTuple):
    """`share` and `change_pct` are percentages; `change` is from 0 where the month before has no row.

    The share is of the categories with a positive total: one in which refunds outweigh purchases has 0 and
    takes nothing from the others.
    """

    month: LeafMonth
    place: Place
    average: Decimal
    share: Decimal
    change: Decimal
    change_pct: Decimal | None


def trends_in_view(fresh: Fresh, asked: Asked, part: Part) -> Listed[TrendInView]:
    """One row for each month, category, subcategory and kind that has rows; latest month first."""
    places = _places(fresh.user)
    unnamed = next((pk for pk, place in places.items() if _is_unnamed(place)), 0)
    nowhere = places.setdefault(unnamed, Place(UNCATEGORIZED, None, _KEY))
    wanted = Wanted(asked.first, asked.last, asked.kind, _leaves(places, asked.category), unnamed)
    found = list_leaf_months(fresh, wanted, part)
    if not found.rows:
        return Listed([], found.total)
    first, last = previous_period(found.rows[-1].period), found.rows[0].period
    around = _Around(leaf_totals(fresh, first, last, unnamed=unnamed))
    return Listed([around.view(month, places.get(month.leaf, nowhere)) for month in found.rows], found.total)


class _Around:
    """What a month of a leaf is compared with."""

    def __init__(self, totals: list[LeafTotal]) -> None:
        self._totals = {total[:3]: total.total for total in totals}
        self._wholes: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        for period, kind, _, amount in totals:
            self._wholes[period, kind] += max(amount, _ZERO)

    def view(self, month: LeafMonth, place: Place) -> TrendInView:
        before = self._totals.get((previous_period(month.period), month.kind, month.leaf), _ZERO)
        return TrendInView(
            month,
            place,
            average=month.total / month.rows,
            share=percent_of(max(month.total, _ZERO), self._wholes[month.period, month.kind]),
            change=month.total - before,
            change_pct=change_pct(month.total, before),
        )


def _places(user: User) -> dict[int, Place]:
    rows = Category.objects.for_user(user).values_list(
        "pk", "name", "name_key", "parent__name", "parent__name_key"
    )
    return {
        pk: Place(top or name, name if top else None, top_key or key) for pk, name, key, top, top_key in rows
    }


def _is_unnamed(place: Place) -> bool:
    return place.top_key == _KEY and place.subcategory is None


def _leaves(places: Mapping[int, Place], category: str | None) -> list[int] | None:
    """Of the top category with that name; all without one."""
    if category is None:
        return None
    key = fold(category)
    return [pk for pk, place in places.items() if place.top_key == key]
