"""Finds the different amounts that have to be converted, and writes the results back, set by set.

Rates never enter SQL: the few thousand distinct amounts of a ledger are converted in Python, exactly, and
joined back to their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from config.lib.money import from_units, to_units
from finance.sql.bulk import insert_rows

_STAGE = "moneta_converted"


@dataclass(frozen=True)
class Column:
    """A converted column: `rows` names the row `r`, its transaction `t` and the currency to reach as
    `target`; `period` is what gives the month of a row of the table.
    """

    table: str
    name: str
    rows: str
    period: str = "period"


COLUMNS = (
    Column(
        "finance_transaction", "base_amount",
        "SELECT t.id, t.currency, u.base_currency AS target, t.date, t.amount FROM finance_transaction t"
        " JOIN accounts_user u ON u.id = t.user_id",
    ),
    Column(
        "finance_transaction", "account_amount",
        "SELECT t.id, t.currency, a.currency AS target, t.date, t.amount FROM finance_transaction t"
        " JOIN finance_account a ON a.id = t.account_id",
    ),
    Column(
        "finance_transaction", "to_amount",
        "SELECT t.id, t.currency, a.currency AS target, t.date, t.amount FROM finance_transaction t"
        " JOIN finance_account a ON a.id = t.to_account_id",
    ),
    Column(
        "finance_split", "base_amount",
        "SELECT r.id, t.currency, u.base_currency AS target, t.date, r.amount FROM finance_split r"
        " JOIN finance_transaction t ON t.id = r.transaction_id JOIN accounts_user u ON u.id = t.user_id",
        "(SELECT t.period FROM finance_transaction t WHERE t.id = transaction_id)",
    ),
)  # fmt: skip


class Foreign(NamedTuple):
    """An amount that occurs in a ledger and has to be had in `target`."""

    currency: str
    target: str
    date: date
    amount: Decimal


def copy_own(column: Column, *, user_id: int) -> set[int]:
    """Rows whose currency is the target already: no rate is involved. The months of those that changed."""
    rows = f"{column.rows} WHERE t.user_id = %s"
    return _update(
        f"UPDATE {column.table} SET {column.name} = amount WHERE id IN (SELECT id FROM ({rows}) c"  # noqa: S608 - ours
        f" WHERE currency = target) AND ({column.name} IS NULL OR {column.name} <> amount)"
        f" RETURNING {column.period}",
        user_id,
    )


def foreign_amounts(column: Column, *, user_id: int) -> list[Foreign]:
    """Every different amount in another currency than its target."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT currency, target, date, amount FROM ({column.rows} WHERE t.user_id = %s) c"  # noqa: S608 - ours
            " WHERE currency <> target",
            [user_id],
        )
        return [
            Foreign(
                currency, target, date.fromisoformat(day) if isinstance(day, str) else day, from_units(amount)
            )
            for currency, target, day, amount in cursor.fetchall()
        ]


def write_converted(
    column: Column, converted: Sequence[tuple[Foreign, Decimal | None]], *, user_id: int
) -> set[int]:
    """Set the column of all rows that hold one of these amounts; None where no rate is known.

    The months of those that changed.
    """
    if not converted:
        return set()
    _execute(
        f"CREATE TEMP TABLE {_STAGE}"
        " (currency varchar(3), target varchar(3), date date, amount bigint, result bigint)"
    )
    insert_rows(
        _STAGE,
        ("currency", "target", "date", "amount", "result"),
        (
            (f.currency, f.target, f.date, to_units(f.amount), None if result is None else to_units(result))
            for f, result in converted
        ),
    )
    _execute(f"CREATE INDEX {_STAGE}_key ON {_STAGE} (amount, date, currency, target)")
    periods = _update(
        f"""
        UPDATE {column.table} SET {column.name} = s.result
        FROM ({column.rows} WHERE t.user_id = %s) c
        JOIN {_STAGE} s
          ON s.amount = c.amount AND s.date = c.date AND s.currency = c.currency AND s.target = c.target
        WHERE {column.table}.id = c.id AND {column.table}.{column.name} IS DISTINCT FROM s.result
        RETURNING {column.period}
        """,  # noqa: S608 - ours
        user_id,
    )
    _execute(f"DROP TABLE {_STAGE}")
    return periods


def _update(statement: str, user_id: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [user_id])
        return {period for (period,) in cursor.fetchall()}


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
