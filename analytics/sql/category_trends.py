"""Categories by month, with their shares and what they had in the month before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, NamedTuple

from analytics.sql.calendar import month_before
from analytics.sql.facts import CATEGORIES
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, amount_or_none, fetch_part
from config.lib.text import fold
from finance.sql.categories import UNCATEGORIZED
from finance.sql.statement import fetch

_KEY: Final = fold(UNCATEGORIZED)


class CategoryTrend(NamedTuple):
    """In the base currency; `largest` and `smallest` are single rows or split lines.

    `whole` is what the categories of that kind with a positive total make up in the month together, `before`
    the total of the calendar month before, None where the category has no row in that.
    """

    period: int
    category: str
    subcategory: str | None
    kind: str
    rows: int
    total: Decimal
    largest: Decimal
    smallest: Decimal
    whole: Decimal
    before: Decimal | None


class Wanted(NamedTuple):
    """Months from `first` to `last` (yyyymm); a top category's name in any spelling and a kind, or all."""

    first: int
    last: int
    category: str | None = None
    kind: str | None = None


# Rows without a category are of one name with a category that is called so: they count as its rows.
_KNOWN = """
    SELECT
        period, kind, COALESCE(category_id, %(uncategorized_id)s) AS leaf_id, SUM(count) AS count,
        SUM(total) AS total, MAX(largest) AS largest, MIN(smallest) AS smallest
    FROM {rows} fact WHERE count > 0 GROUP BY 1, 2, 3
"""
_COMPARED = f"""
    SELECT
        period, kind, leaf_id, count, total, largest, smallest,
        SUM(CASE WHEN total > 0 THEN total ELSE 0 END) OVER (PARTITION BY period, kind) AS whole,
        {month_before("total", "months")} AS total_before
    FROM ({{known}}) known WINDOW months AS (PARTITION BY kind, leaf_id ORDER BY period)
"""  # noqa: S608 - composed of constants
_NAMED = """
    SELECT
        month.period, COALESCE(top.name, leaf.name, %(uncategorized)s) AS category,
        CASE WHEN top.id IS NULL THEN '' ELSE leaf.name END AS subcategory, month.kind, month.count,
        month.total, month.largest, month.smallest, month.whole, month.total_before
    FROM ({compared}) month
    LEFT JOIN finance_category leaf ON leaf.id = month.leaf_id
    LEFT JOIN finance_category top ON top.id = leaf.parent_id
    WHERE month.period BETWEEN %(first_period)s AND %(last_period)s AND %(kind)s IN ('', month.kind)
      AND %(category)s IN ('', COALESCE(top.name_key, leaf.name_key, %(uncategorized_key)s))
"""


def list_category_months(fresh: Fresh, wanted: Wanted, part: Part) -> Listed[CategoryTrend]:
    """Latest month first, in a month the largest total first."""
    known = _KNOWN.format(rows=fresh.rows(CATEGORIES))
    found = fetch_part(
        _NAMED.format(compared=_COMPARED.format(known=known)),
        part,
        order="period DESC, total DESC, category, subcategory, kind",
        first_period=wanted.first,
        last_period=wanted.last,
        category=fold(wanted.category or ""),
        kind=wanted.kind or "",
        uncategorized=UNCATEGORIZED,
        uncategorized_key=_KEY,
        uncategorized_id=_category_called_so(fresh.user_id),
        **fresh.parameters(),
    )
    return Listed([_trend(row) for row in found.rows], found.total)


def _category_called_so(user_id: int) -> int:
    """The id of the owner's top category with that name, else 0."""
    rows = fetch(
        "SELECT id FROM finance_category"
        " WHERE user_id = %(owner)s AND parent_id IS NULL AND name_key = %(key)s",
        owner=user_id,
        key=_KEY,
    )
    return rows[0][0] if rows else 0


def _trend(row: tuple[Any, ...]) -> CategoryTrend:
    period, category, subcategory, kind, count, total, largest, smallest, whole, before = row
    return CategoryTrend(
        period=period,
        category=category,
        subcategory=subcategory or None,
        kind=kind,
        rows=int(count),
        total=amount(total),
        largest=amount(largest),
        smallest=amount(smallest),
        whole=amount(whole),
        before=amount_or_none(before),
    )
