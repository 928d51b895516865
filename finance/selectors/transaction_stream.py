"""Whole ledgers in chunks, newest first, for readers that stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.sql.constants import MULTI

from finance.domain.transaction_filter import TransactionFilter
from finance.models import Transaction
from finance.selectors.transaction_rows import TransactionRow, rows_of
from finance.selectors.transactions import filter_transactions

if TYPE_CHECKING:
    from accounts.models import User

Part = TypeVar("Part")

_FIRST_CHUNK, _CHUNK = 500, 5_000


def transaction_chunks(*, user: User, filters: TransactionFilter) -> Iterator[list[TransactionRow]]:
    """Each chunk is one short query that starts where the one before ended; the first one is small.

    No transaction and no cursor stays open, so the stream is no snapshot: a row written meanwhile may be in
    it or not, and one whose date is moved may be missed or met twice.
    """
    rows = rows_of(filter_transactions(user=user, filters=filters)).order_by("-date", "-id")
    size, following = _FIRST_CHUNK, rows
    while chunk := _read(following[:size]):
        yield chunk
        if len(chunk) < size:
            return
        last = chunk[-1]
        beyond = Q(date__lt=last.date) | Q(date=last.date, id__lt=last.id)
        size, following = _CHUNK, rows.filter(beyond, date__lte=last.date)


def _read(rows: QuerySet[Transaction, Any]) -> list[TransactionRow]:
    """As `list(rows)`, with each distinct value of a column converted once: days and instants repeat."""
    compiler = rows.query.get_compiler(connection=connection)
    found = [row for part in compiler.execute_sql(MULTI) for row in part]
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    columns = [
        _converted(values, *converters[place]) if place in converters else values
        for place, values in enumerate(zip(*found, strict=True))
    ]
    return list(map(TransactionRow._make, zip(*columns, strict=True)))


def _converted(values: Sequence[Any], converters: Sequence[Callable[..., Any]], column: Any) -> Iterator[Any]:
    known = dict.fromkeys(values)
    for stored in known:
        value = stored
        for convert in converters:
            value = convert(value, column, connection)
        known[stored] = value
    return map(known.__getitem__, values)


def released(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts of a stream, without a database connection while the reader takes each, however slowly."""
    for part in parts:
        if not connection.in_atomic_block:
            connection.close()
        yield part
