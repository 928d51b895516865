"""Single figures out of those that are kept."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from analytics.sql.explain import SUBCATEGORY_KEY, TOP_KEY
from analytics.sql.facts import CATEGORIES, FLOWS, MERCHANTS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import amount
from config.lib.text import fold
from finance.sql.categories import UNCATEGORIZED
from finance.sql.statement import among, fetch, ids


def category_month_total(
    fresh: Fresh, period: int, kind: str, category: str, subcategory: str | None
) -> Decimal:
    """Of a top category by name, with all below it or one subcategory, "" for what stands in none."""
    within = "" if subcategory is None else f"AND {SUBCATEGORY_KEY} = %(subcategory)s"
    return _sum(
        f"""
        SELECT SUM(month.total) FROM {fresh.rows(CATEGORIES)} month
        LEFT JOIN finance_category leaf ON leaf.id = month.category_id
        LEFT JOIN finance_category top ON top.id = leaf.parent_id
        WHERE month.period = %(period)s AND month.kind = %(kind)s AND {TOP_KEY} = %(category)s {within}
        """,  # noqa: S608 - composed of constants
        fresh,
        period=period,
        kind=kind,
        category=fold(category),
        subcategory=fold(subcategory or ""),
        uncategorized=fold(UNCATEGORIZED),
    )


def merchant_total(fresh: Fresh, payee: str) -> Decimal:
    return _sum(
        f"SELECT SUM(total) FROM {fresh.rows(MERCHANTS)} month WHERE payee = %(payee)s",  # noqa: S608 - constants
        fresh,
        payee=payee,
    )


def flow_total(fresh: Fresh, *, givers: Collection[int] | None, takers: Collection[int] | None) -> Decimal:
    """Of transfers from and to these accounts; None = any."""
    conditions = ["TRUE"]
    conditions += [f"from_account_id {among('givers')}"] * (givers is not None)
    conditions += [f"to_account_id {among('takers')}"] * (takers is not None)
    return _sum(
        f"SELECT SUM(total) FROM {fresh.rows(FLOWS)} month WHERE {' AND '.join(conditions)}",  # noqa: S608 - constants
        fresh,
        givers=ids(givers or ()),
        takers=ids(takers or ()),
    )


def _sum(statement: str, fresh: Fresh, **parameters: Any) -> Decimal:
    ((total,),) = fetch(statement, **fresh.parameters(), **parameters)
    return amount(total or 0)
