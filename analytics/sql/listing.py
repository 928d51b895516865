"""One page of the rows that a SELECT finds, and how many it finds in all, in one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from config.lib.money import from_units
from finance.sql.statement import fetch

T = TypeVar("T")


class Part(NamedTuple):
    """The rows that are wanted: at most `limit`, after the first `offset`."""

    limit: int
    offset: int


class Listed(NamedTuple, Generic[T]):
    """The rows of one part; `total` is how many there are without it."""

    rows: list[T]
    total: int


def fetch_part(found: str, part: Part, *, order: str, **parameters: Any) -> Listed[tuple[Any, ...]]:
    """`found` is a SELECT whose first column is never NULL; `order` is total and names its columns."""
    rows = fetch(
        f"""
        WITH found AS MATERIALIZED ({found})
        SELECT counted.found_in_all, listed.*
        FROM (SELECT COUNT(*) AS found_in_all FROM found) counted
        LEFT JOIN (SELECT * FROM found ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s) listed ON TRUE
        ORDER BY {order}
        """,  # noqa: S608 - composed of our own statements
        **parameters,
        limit=part.limit,
        offset=part.offset,
    )
    return Listed([row[1:] for row in rows if row[1] is not None], rows[0][0])


def amount(units: Any) -> Decimal:
    """Units as either driver sums them."""
    return from_units(int(units))


def amount_or_none(units: Any) -> Decimal | None:
    return None if units is None else amount(units)


def as_instant(value: datetime | str) -> datetime:
    """An instant that went through an expression: SQLite gives its text back, in UTC without saying so."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
