"""Income and expenses by top category."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from config.lib.money import from_units
from finance.sql.counted import LINES, TOPS, Counting
from finance.sql.statement import fetch

UNCATEGORIZED = "Uncategorized"


class CategoryTotal(NamedTuple):
    """In the base currency; negative where refunds outweigh purchases. No id without a category.

    `unconverted` transactions have no rate yet: they are in no other number.
    """

    category: str
    category_id: int | None
    amount: Decimal
    transactions: int
    unconverted: int


# Leaves are summed before they are joined with their names: a hundred sums instead of every row.
_TOTALS = f"""
    SELECT
        COALESCE(top.top_name, %(uncategorized)s), MAX(top.top_id),
        SUM(leaf.amount), SUM(leaf.converted), SUM(leaf.counted) - SUM(leaf.converted)
    FROM (
        SELECT
            category_id, COALESCE(SUM(amount), 0) AS amount, SUM(counts) AS counted,
            SUM(CASE WHEN amount IS NULL THEN 0 ELSE counts END) AS converted
        FROM {LINES} lines WHERE kind = %(kind)s GROUP BY category_id
    ) leaf LEFT JOIN {TOPS} top ON top.id = leaf.category_id
    GROUP BY 1
"""  # noqa: S608 - composed of constants


def category_totals(counting: Counting, kind: str) -> list[CategoryTotal]:
    """All top categories that have rows of this kind ("Income" or "Expense"), largest first, then by name.

    A transaction with several split lines in one top category counts once there.
    """
    rows = fetch(_TOTALS, kind=kind, uncategorized=UNCATEGORIZED, **counting.parameters())
    totals = [
        CategoryTotal(name, top, from_units(int(units)), int(converted), int(unconverted))
        for name, top, units, converted, unconverted in rows
    ]
    return sorted(totals, key=lambda total: (-total.amount, total.category))
