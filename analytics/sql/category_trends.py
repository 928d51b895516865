"""Categories by month, with their shares and what they had in the month before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from analytics.sql.calendar import month_before
from analytics.sql.facts import CATEGORIES
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, amount_or_none, fetch_part
from config.lib.text import fold
from finance.sql.categories import UNCATEGORIZED


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


# By name and not by id: rows without a category are of one name with a category that is called so.
_NAMED = """
    SELECT
        fact.period, COALESCE(top.name, leaf.name, %(uncategorized)s) AS category,
        CASE WHEN top.id IS NULL THEN '' ELSE leaf.name END AS subcategory, fact.kind,
        MAX(COALESCE(top.name_key, leaf.name_key, %(uncategorized_key)s)) AS category_key,
        SUM(fact.count) AS count, SUM(fact.total) AS total,
        MAX(fact.largest) AS largest, MIN(fact.smallest) AS smallest
    FROM {rows} fact
    LEFT JOIN finance_category leaf ON leaf.id = fact.category_id
    LEFT JOIN finance_category top ON top.id = leaf.parent_id
    WHERE fact.count > 0
    GROUP BY 1, 2, 3, 4
"""
_COMPARED = f"""
    SELECT
        period, category, subcategory, kind, count, total, largest, smallest,
        SUM(CASE WHEN total > 0 THEN total ELSE 0 END) OVER (PARTITION BY period, kind) AS whole,
        {month_before("total", "months")} AS total_before, category_key
    FROM ({{named}}) named
    WINDOW months AS (PARTITION BY kind, category, subcategory ORDER BY period)
"""  # noqa: S608 - composed of constants


def list_category_months(fresh: Fresh, wanted: Wanted, part: Part) -> Listed[CategoryTrend]:
    """Latest month first, in a month the largest total first."""
    named = _NAMED.format(rows=fresh.rows(CATEGORIES))
    found = fetch_part(
        f"""
        SELECT * FROM ({_COMPARED.format(named=named)}) compared
        WHERE period BETWEEN %(first_period)s AND %(last_period)s
          AND %(category)s IN ('', category_key) AND %(kind)s IN ('', kind)
        """,  # noqa: S608 - composed of constants
        part,
        order="period DESC, total DESC, category, subcategory, kind",
        first_period=wanted.first,
        last_period=wanted.last,
        category=fold(wanted.category or ""),
        kind=wanted.kind or "",
        uncategorized=UNCATEGORIZED,
        uncategorized_key=fold(UNCATEGORIZED),
        **fresh.parameters(),
    )
    return Listed([_trend(row) for row in found.rows], found.total)


def _trend(row: tuple[Any, ...]) -> CategoryTrend:
    period, category, subcategory, kind, count, total, largest, smallest, whole, before, _ = row
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
