"""Whole ledgers in chunks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from finance.domain.transaction_filter import TransactionFilter
from finance.models import Transaction
from finance.selectors import transaction_stream
from finance.selectors.transaction_stream import released, transaction_chunks
from finance.tests.factories import AccountFactory, TransactionFactory

ALL = TransactionFilter()
DAY = date(2026, 1, 1)


@pytest.fixture
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction_stream, "_FIRST_CHUNK", 2)
    monkeypatch.setattr(transaction_stream, "_CHUNK", 3)


def days_of(user: User, filters: TransactionFilter = ALL) -> list[list[int]]:
    chunks = transaction_chunks(user=user, filters=filters)
    return [[(row.date - DAY).days for row in rows] for rows in chunks]


@pytest.mark.usefixtures("_small_chunks")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "chunks"),
    [
        (0, []),
        (1, [[0]]),
        (2, [[1, 0]]),
        (3, [[2, 1], [0]]),
        (5, [[4, 3], [2, 1, 0]]),
        (6, [[5, 4], [3, 2, 1], [0]]),
    ],
)
def test_chunks_follow_each_other_newest_first(
    ana: User, ben: User, number: int, chunks: list[list[int]]
) -> None:
    account = AccountFactory(user=ana)
    for day in range(number):
        TransactionFactory(user=ana, account=account, date=DAY + timedelta(day))
    TransactionFactory(user=ben)
    assert days_of(ana) == chunks


@pytest.mark.usefixtures("_small_chunks")
@pytest.mark.django_db
def test_rows_of_one_day_come_once_each(ana: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = [TransactionFactory(user=ana, date=DAY).pk for _ in range(9)]
    with django_assert_num_queries(4):
        chunks = list(transaction_chunks(user=ana, filters=ALL))
    assert [row.id for rows in chunks for row in rows] == made[::-1]


@pytest.mark.usefixtures("_small_chunks")
@pytest.mark.django_db
def test_filters_hold_in_every_chunk(ana: User) -> None:
    for day in range(8):
        TransactionFactory(user=ana, date=DAY + timedelta(day), note="tea" if day % 2 else "")
    assert days_of(ana, TransactionFilter(query="tea")) == [[7, 5], [3, 1]]


@pytest.mark.django_db(transaction=True)
def test_reader_holds_no_connection_while_it_waits(ana: User) -> None:
    TransactionFactory(user=ana)
    for _ in released(transaction_chunks(user=ana, filters=ALL)):
        assert connection.connection is None
        Transaction.objects.update(note="written meanwhile")
    assert Transaction.objects.get().note == "written meanwhile"
