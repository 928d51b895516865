"""Categories from the months that are kept: the same as `finance.sql.categories` counts from the rows."""

from __future__ import annotations

from decimal import Decimal

from analytics.sql.facts import CATEGORIES
from analytics.sql.fresh import Fresh
from config.lib.money import from_units
from finance.sql.categories import UNCATEGORIZED, CategoryTotal
from finance.sql.counted import TOPS
from finance.sql.statement import fetch

_TOP = "COALESCE(top.top_name, %(uncategorized)s)"


def category_totals_of_months(fresh: Fresh, kind: str, first: int, last: int) -> list[CategoryTotal]:
    """Of the months (yyyymm) from first to last; all top categories that have rows of this kind, unsorted."""
    rows = fetch(
        f"""
        SELECT {_TOP}, MAX(top.top_id), SUM(leaf.total), SUM(leaf.top_count), SUM(leaf.unconverted)
        FROM (
            SELECT
                category_id, SUM(total) AS total, SUM(top_count) AS top_count,
                SUM(unconverted) AS unconverted
            FROM {fresh.rows(CATEGORIES)} month
            WHERE kind = %(kind)s AND period BETWEEN %(from_period)s AND %(to_period)s
            GROUP BY category_id
        ) leaf LEFT JOIN {TOPS} top ON top.id = leaf.category_id
        GROUP BY 1
        """,  # noqa: S608 - composed of constants
        **fresh.parameters(),
        user=fresh.user_id,
        kind=kind,
        uncategorized=UNCATEGORIZED,
        from_period=first,
        to_period=last,
    )
    return [
        CategoryTotal(name, top, from_units(int(units)), int(counted), int(unconverted))
        for name, top, units, counted, unconverted in rows
    ]


def spending_by_month(fresh: Fresh, first: int, last: int) -> list[tuple[str, int, Decimal]]:
    """(top category, yyyymm, expenses) of the months from first to last that have any."""
    rows = fetch(
        f"""
        SELECT {_TOP}, month.period, SUM(month.total)
        FROM {fresh.rows(CATEGORIES)} month LEFT JOIN {TOPS} top ON top.id = month.category_id
        WHERE month.kind = 'Expense' AND month.period BETWEEN %(from_period)s AND %(to_period)s
        GROUP BY 1, 2
        """,  # noqa: S608 - composed of constants
        **fresh.parameters(),
        user=fresh.user_id,
        uncategorized=UNCATEGORIZED,
        from_period=first,
        to_period=last,
    )
    return [(name, period, from_units(int(units))) for name, period, units in rows]
