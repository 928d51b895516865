"""Whole ledgers in chunks, newest first, for readers that stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from django.db import connection
from django.db.models import Q

from finance.domain.transaction_filter import TransactionFilter
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
    while chunk := list(following[:size]):
        yield chunk
        if len(chunk) < size:
            return
        last = chunk[-1]
        beyond = Q(date__lt=last.date) | Q(date=last.date, id__lt=last.id)
        size, following = _CHUNK, rows.filter(beyond, date__lte=last.date)


def released(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts of a stream, without a database connection while the reader takes each, however slowly."""
    for part in parts:
        if not connection.in_atomic_block:
            connection.close()
        yield part
