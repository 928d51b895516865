"""Categories by month."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, Final, NamedTuple

from analytics.sql.facts import CATEGORIES
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from finance.sql.statement import among, fetch, ids


class LeafMonth(NamedTuple):
    """In the base currency; `largest` and `smallest` are single rows or split lines."""

    period: int
    kind: str
    leaf: int
    rows: int
    total: Decimal
    largest: Decimal
    smallest: Decimal


class LeafTotal(NamedTuple):
    period: int
    kind: str
    leaf: int
    total: Decimal


class Wanted(NamedTuple):
    """Months from `first` to `last` (yyyymm), of one kind or both, and of some leaves or all.

    `unnamed` is what stands for the leaf of rows without a category: the id of a category with their name, so
    that both are one, or 0.
    """

    first: int
    last: int
    kind: str | None
    leaves: Collection[int] | None
    unnamed: int


_LEAF: Final = "COALESCE(category_id, %(unnamed)s)"


def list_leaf_months(fresh: Fresh, wanted: Wanted, part: Part) -> Listed[LeafMonth]:
    """Latest month first, in a month the largest total first."""
    some = "" if wanted.leaves is None else f" AND {_LEAF} {among('leaves')}"
    found = fetch_part(
        f"""
        SELECT
            period, kind, {_LEAF} AS leaf, SUM(count) AS count, SUM(total) AS total,
            MAX(largest) AS largest, MIN(smallest) AS smallest
        FROM {fresh.rows(CATEGORIES)} fact
        WHERE count > 0 AND period BETWEEN %(first_period)s AND %(last_period)s
          AND %(kind)s IN ('', kind){some}
        GROUP BY 1, 2, 3
        """,  # noqa: S608 - composed of constants
        part,
        order="period DESC, total DESC, kind, leaf",
        first_period=wanted.first,
        last_period=wanted.last,
        kind=wanted.kind or "",
        unnamed=wanted.unnamed,
        leaves=ids(wanted.leaves or ()),
        **fresh.parameters(),
    )
    return Listed([_month(row) for row in found.rows], found.total)


def leaf_totals(fresh: Fresh, first: int, last: int, *, unnamed: int) -> list[LeafTotal]:
    """Of all leaves with rows in the months from the first to the last."""
    rows = fetch(
        f"""
        SELECT period, kind, {_LEAF} AS leaf, SUM(total)
        FROM {fresh.rows(CATEGORIES)} fact
        WHERE count > 0 AND period BETWEEN %(first_period)s AND %(last_period)s
        GROUP BY 1, 2, 3
        """,  # noqa: S608 - composed of constants
        first_period=first,
        last_period=last,
        unnamed=unnamed,
        **fresh.parameters(),
    )
    return [LeafTotal(period, kind, leaf, amount(total)) for period, kind, leaf, total in rows]


def _month(row: tuple[Any, ...]) -> LeafMonth:
    period, kind, leaf, count, *amounts = row
    total, largest, smallest = map(amount, amounts)
    return LeafMonth(period, kind, leaf, int(count), total, largest, smallest)
