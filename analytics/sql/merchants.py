"""Merchants with what was spent there, of all time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from analytics.domain.rhythm import Visits
from analytics.sql.facts import MERCHANTS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from finance.sql.categories import UNCATEGORIZED
from finance.sql.statement import among, as_date, fetch, ids


class Merchant(NamedTuple):
    """In the base currency; the category is the one that most of its purchases are in."""

    name: str
    category: str
    subcategory: str | None
    total: Decimal
    visits: Visits


# There is one row for each month of a category, so that counting rows counts its months.
_MERCHANTS = """
    SELECT
        merchant.payee, COALESCE(top.name, leaf.name, %(uncategorized)s) AS category,
        CASE WHEN top.id IS NULL THEN NULL ELSE leaf.name END AS subcategory, merchant.total, merchant.count,
        merchant.first_date, merchant.last_date, merchant.months, merchant.categories
    FROM (
        SELECT
            payee, category_id, months, COUNT(*) OVER payees AS categories,
            SUM(total) OVER payees AS total, SUM(count) OVER payees AS count,
            MIN(first_date) OVER payees AS first_date, MAX(last_date) OVER payees AS last_date,
            ROW_NUMBER() OVER (
                PARTITION BY payee ORDER BY count DESC, total DESC, COALESCE(category_id, 0)
            ) AS place
        FROM (
            SELECT
                payee, category_id, SUM(total) AS total, SUM(count) AS count, COUNT(*) AS months,
                MIN(first_date) AS first_date, MAX(last_date) AS last_date
            FROM {rows} month GROUP BY payee, category_id
        ) part WINDOW payees AS (PARTITION BY payee)
    ) merchant
    LEFT JOIN finance_category leaf ON leaf.id = merchant.category_id
    LEFT JOIN finance_category top ON top.id = leaf.parent_id
    WHERE merchant.place = 1 AND merchant.count >= %(least)s
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
    months = _months(fresh, [row[0] for row in found.rows if row[-1] > 1])
    return Listed([_merchant(row, months) for row in found.rows], found.total)


def _months(fresh: Fresh, payees: list[str]) -> dict[str, int]:
    """In how many different months something was paid to each; of several categories a month may be one."""
    rows = fetch(
        f"SELECT payee, COUNT(DISTINCT period) FROM {fresh.rows(MERCHANTS)} month"  # noqa: S608 - composed of constants
        f" WHERE payee {among('payees')} GROUP BY payee",
        payees=ids(payees),
        **fresh.parameters(),
    )
    return dict(rows)


def _merchant(row: tuple[Any, ...], months: Mapping[str, int]) -> Merchant:
    name, category, subcategory, total, count, first, last, active, _ = row
    visits = Visits(int(count), as_date(first), as_date(last), months.get(name, active))
    return Merchant(name, category, subcategory, amount(total), visits)
