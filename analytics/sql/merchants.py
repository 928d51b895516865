"""Merchants with what was spent there, of all time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from analytics.domain.rhythm import Visits
from analytics.sql.facts import MERCHANTS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from finance.sql.categories import UNCATEGORIZED
from finance.sql.statement import as_date


class Merchant(NamedTuple):
    """In the base currency; the category is the one that most of its purchases are in."""

    name: str
    category: str
    subcategory: str | None
    total: Decimal
    visits: Visits


_MERCHANTS = """
    SELECT
        merchant.payee, COALESCE(top.name, leaf.name, %(uncategorized)s) AS category,
        CASE WHEN top.id IS NULL THEN NULL ELSE leaf.name END AS subcategory,
        merchant.total, merchant.count, merchant.first_date, merchant.last_date, merchant.months
    FROM (
        SELECT
            payee, SUM(total) AS total, SUM(count) AS count, MIN(first_date) AS first_date,
            MAX(last_date) AS last_date, COUNT(DISTINCT period) AS months
        FROM {rows} month GROUP BY payee HAVING SUM(count) >= %(least)s
    ) merchant
    JOIN (
        SELECT
            payee, category_id,
            ROW_NUMBER() OVER (
                PARTITION BY payee ORDER BY SUM(count) DESC, SUM(total) DESC, COALESCE(category_id, 0)
            ) AS place
        FROM {rows} month GROUP BY payee, category_id
    ) usual ON usual.payee = merchant.payee AND usual.place = 1
    LEFT JOIN finance_category leaf ON leaf.id = usual.category_id
    LEFT JOIN finance_category top ON top.id = leaf.parent_id
"""


def list_merchants(fresh: Fresh, least: int, part: Part) -> Listed[Merchant]:
    """Merchants with at least so many purchases, the one that most was spent at first."""
    found = fetch_part(
        _MERCHANTS.format(rows=fresh.rows(MERCHANTS)),
        part,
        order="total DESC, payee",
        least=least,
        uncategorized=UNCATEGORIZED,
        **fresh.parameters(),
    )
    return Listed([_merchant(row) for row in found.rows], found.total)


def _merchant(row: tuple[Any, ...]) -> Merchant:
    name, category, subcategory, total, count, first, last, months = row
    return Merchant(
        name, category, subcategory, amount(total), Visits(int(count), as_date(first), as_date(last), months)
    )
