"""The rows that a figure comes from.

A `Parts` is a SELECT of (id, leg, date, account_id, units): what a transaction adds to the figure, in units,
NULL while no rate is known. `leg` tells two parts of one transaction apart; `account_id` is NULL where the
transaction's own account is meant.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from analytics.sql.listing import Part, amount
from analytics.sql.transfers import TRANSFERS
from config.lib.money import from_units
from config.lib.periods import DateRange
from config.lib.text import fold
from finance.sql.categories import UNCATEGORIZED
from finance.sql.counted import COUNTED, LINES, Counting
from finance.sql.statement import among, as_date, bounds, fetch, ids

# The keys of names of a line's category `leaf` and of the one above it, `top`.
TOP_KEY: Final = "COALESCE(top.name_key, leaf.name_key, %(uncategorized)s)"
SUBCATEGORY_KEY: Final = "COALESCE(CASE WHEN top.id IS NULL THEN '' ELSE leaf.name_key END, '')"
_OWN: Final = "CAST(NULL AS bigint) AS account_id"


@dataclass(frozen=True)
class Parts:
    select: str
    parameters: dict[str, Any]


class Contribution(NamedTuple):
    """`units` is signed, in the currency of the figure; of balances and worth in the account's.

    `held` is what all accounts of that currency held from rows up to and with this one; 0 but for worth.
    """

    transaction_id: int
    date: date
    type: str
    amount: Decimal
    currency: str
    note: str
    merchant: str
    account: str
    account_currency: str
    units: Decimal
    held: Decimal


class Counts(NamedTuple):
    """`rows` are parts, of which a transaction may have two; `unconverted` are in no other number."""

    rows: int
    transactions: int
    unconverted: int
    total: Decimal


def flow_parts(counting: Counting, *, kind: str = "", payee: str = "") -> Parts:
    """Income and expenses of the counting; of both kinds an expense is negative."""
    units = "amount" if kind else "CASE WHEN kind = 'Income' THEN amount ELSE -amount END"
    conditions = ["kind = %(kind)s"] * bool(kind) + ["payee = %(payee)s"] * bool(payee)
    return Parts(
        f"SELECT id, 0 AS leg, date, {_OWN}, {units} AS units FROM {COUNTED} counted"  # noqa: S608 - constants
        f" WHERE {' AND '.join(conditions) or 'TRUE'}",
        {"kind": kind, "payee": payee, **counting.parameters()},
    )


def category_parts(counting: Counting, kind: str, category: str, subcategory: str | None = None) -> Parts:
    """Transactions with lines in a top category, by name; "" as subcategory is what stands in none."""
    within = "TRUE" if subcategory is None else f"{SUBCATEGORY_KEY} = %(subcategory)s"
    return Parts(
        f"""
        SELECT
            line.id, 0 AS leg, line.date, {_OWN},
            SUM(line.amount) AS units
        FROM {LINES} line
        LEFT JOIN finance_category leaf ON leaf.id = line.category_id
        LEFT JOIN finance_category top ON top.id = leaf.parent_id
        WHERE line.kind = %(kind)s AND {within}
          AND {TOP_KEY} = %(category)s
        GROUP BY line.id, line.date
        """,  # noqa: S608 - composed of constants
        {
            "kind": kind,
            "category": fold(category),
            "subcategory": fold(subcategory or ""),
            "uncategorized": fold(UNCATEGORIZED),
            **counting.parameters(),
        },
    )


def transfer_parts(
    user_id: int, *, givers: Collection[int] | None = None, takers: Collection[int] | None = None
) -> Parts:
    """Transfers of all time, from and to these accounts where they are given."""
    conditions = [
        f"{column} {among(name)}"
        for column, name, chosen in (("account_id", "givers", givers), ("to_account_id", "takers", takers))
        if chosen is not None
    ]
    return Parts(
        f"SELECT id, 0 AS leg, date, account_id, amount AS units FROM {TRANSFERS} moved"  # noqa: S608 - constants
        f" WHERE {' AND '.join(conditions) or 'TRUE'}",
        {
            "user": user_id,
            "givers": ids(givers or ()),
            "takers": ids(takers or ()),
            "first": date.min,
            "last": date.max,
        },
    )


def balance_parts(user_id: int, as_of: date, *, accounts: Collection[int] | None = None) -> Parts:
    """What rows moved accounts by until the end of that day, each in the account's currency."""
    rows = """
        FROM finance_transaction
        WHERE user_id = %(user)s AND deletion = '' AND status = 'posted'
          AND date BETWEEN %(start)s AND %(end)s
    """
    own, other = (
        f"{column} IS NOT NULL" if accounts is None else f"{column} {among('accounts')}"
        for column in ("account_id", "to_account_id")
    )
    return Parts(
        f"""
        SELECT
            id, 0 AS leg, date, account_id,
            CASE WHEN type = 'Income' THEN account_amount ELSE -account_amount END AS units {rows} AND {own}
        UNION ALL
        SELECT id, 1 AS leg, date, to_account_id, to_amount {rows} AND {other}
        """,
        {"user": user_id, "accounts": ids(accounts or ()), **bounds(DateRange(None, as_of))},
    )


_COUNTS = """
    SELECT
        COUNT(units), COUNT(DISTINCT CASE WHEN units IS NOT NULL THEN id END), COUNT(*) - COUNT(units),
        COALESCE(SUM(units), 0)
    FROM ({parts}) part
"""
_PAGE = """
    SELECT
        t.id, t.date, t.type, t.amount, t.currency, t.note, t.merchant, account.name, account.currency,
        part.units, part.held
    FROM (
        SELECT id, leg, date, account_id, units, held FROM ({parts}) whole WHERE units IS NOT NULL
        ORDER BY date DESC, id DESC, leg LIMIT %(limit)s OFFSET %(offset)s
    ) part
    JOIN finance_transaction t ON t.id = part.id
    JOIN finance_account account ON account.id = COALESCE(part.account_id, t.account_id)
    ORDER BY part.date DESC, part.id DESC, part.leg
"""
_PLAIN = "SELECT id, leg, date, account_id, units, 0 AS held FROM ({parts}) plain"
_RUNNING = """
    SELECT
        moved.id, leg, date, account_id, units,
        SUM(units) OVER (PARTITION BY account.currency ORDER BY date, moved.id, leg DESC) AS held
    FROM ({parts}) moved JOIN finance_account account ON account.id = moved.account_id
"""


def count_parts(parts: Parts) -> Counts:
    ((rows, transactions, missing, total),) = fetch(_COUNTS.format(parts=parts.select), **parts.parameters)
    return Counts(rows, transactions, missing, amount(total))


def list_parts(parts: Parts, part: Part, *, running: bool = False) -> list[Contribution]:
    """Latest first; with `running`, `held` is filled in."""
    inner = (_RUNNING if running else _PLAIN).format(parts=parts.select)
    found = fetch(_PAGE.format(parts=inner), **parts.parameters, limit=part.limit, offset=part.offset)
    return [_contribution(row) for row in found]


def _contribution(row: tuple[Any, ...]) -> Contribution:
    pk, day, kind, paid, currency, note, merchant, account, account_currency, units, held = row
    return Contribution(
        transaction_id=pk,
        date=as_date(day),
        type=kind,
        amount=from_units(int(paid)),
        currency=currency,
        note=note,
        merchant=merchant,
        account=account,
        account_currency=account_currency,
        units=amount(units),
        held=amount(held),
    )
