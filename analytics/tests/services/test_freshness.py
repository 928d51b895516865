"""What a reader sees, and what it costs."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from analytics.models import CategoryMonth, MonthlySummary
from analytics.selectors.basis import basis_of
from analytics.services import freshness
from analytics.services.freshness import ensure_fresh
from analytics.sql.facts import DAYS, FACTS, MONTHS
from analytics.sql.fresh import Fresh, Stale
from analytics.tests import figures
from config.jobs.tests.threads import PATIENCE, start
from finance.services.edits import Edit
from finance.services.transactions import create_transaction
from finance.sql.statement import fetch
from finance.tests.factories import TransactionFactory
from preferences.models import StaleMark
from preferences.services.versions import EVERY_PERIOD, bump_ledger

JAN, FEB, MAR = 202601, 202602, 202603


def spend(user: User, amount: int, *, month: int = 1) -> None:
    edit = Edit(date=date(2026, month, 5), amount=Decimal(amount), type="Expense")
    create_transaction(user=user, edit=edit)


def expenses(fresh: Fresh) -> dict[int, int]:
    rows = fetch(f"SELECT period, total_expense FROM {fresh.rows(MONTHS)} month", **fresh.parameters())
    return {period: int(total) // 10_000 for period, total in rows}


@pytest.mark.django_db
def test_a_reader_sees_every_write_before_it(ana: User) -> None:
    assert expenses(ensure_fresh(ana)) == {}
    for month in (1, 2):
        spend(ana, 10 * month, month=month)
        spend(ana, 1, month=month)
    assert expenses(ensure_fresh(ana)) == {JAN: 11, FEB: 21}
    assert not StaleMark.objects.exists()


@pytest.mark.django_db
def test_only_marked_months_are_counted_anew(ana: User) -> None:
    spend(ana, 1, month=1)
    spend(ana, 1, month=2)
    ensure_fresh(ana)
    untouched = MonthlySummary.objects.get(period=JAN)

    spend(ana, 5, month=2)
    ensure_fresh(ana)

    assert MonthlySummary.objects.get(period=JAN).pk == untouched.pk
    assert MonthlySummary.objects.get(period=FEB).total_expense == 6


@pytest.mark.django_db
def test_nothing_new_costs_one_query_and_a_month_a_fixed_number(ana: User) -> None:
    spend(ana, 1)
    ensure_fresh(ana)
    with CaptureQueriesContext(connection) as quiet:
        ensure_fresh(ana)
    counts = []
    for writes in (1, 5):
        for _ in range(writes):
            spend(ana, 1)
        with CaptureQueriesContext(connection) as busy:
            ensure_fresh(ana)
        counts.append(len(busy))

    assert len(quiet) == 1
    assert counts[0] == counts[1]
    assert all("finance_transaction" not in query["sql"] for query in quiet)


@pytest.mark.django_db
def test_a_database_that_had_rows_before_figures_is_counted_whole(ana: User) -> None:
    TransactionFactory(user=ana, date=date(2026, 1, 5))
    bump_ledger(ana.pk, periods=EVERY_PERIOD)

    assert expenses(ensure_fresh(ana)) == {JAN: 100}


@pytest.mark.django_db
@pytest.mark.parametrize("periods", [{JAN}, {JAN, MAR}, {0}, {FEB, 0}])
def test_stale_months_are_counted_by_the_statement_that_asks(ana: User, periods: set[int]) -> None:
    for month in (1, 2, 3):
        spend(ana, month, month=month)
    ensure_fresh(ana)
    MonthlySummary.objects.filter(period__in=[JAN, MAR]).delete()
    CategoryMonth.objects.filter(period=JAN).update(total=Decimal(999))
    right = figures.counted(ana)

    fresh = Fresh(ana, Stale(frozenset(periods), basis_of(ana)))

    stale_enough = {JAN, MAR} <= periods or 0 in periods
    assert (figures.figures_of(fresh) == right) is stale_enough


@pytest.mark.django_db
def test_rows_have_the_columns_of_the_table(ana: User) -> None:
    spend(ana, 1)
    for fresh in (ensure_fresh(ana), Fresh(ana, Stale(frozenset({JAN}), basis_of(ana)))):
        assert (fresh.user_id, fresh.base_currency) == (ana.pk, "INR")
        for fact in FACTS:
            [row] = fetch(f"SELECT {fact.columns} FROM {fresh.rows(fact)} fact", **fresh.parameters()) or [()]
            assert len(row) in {0, len(fact.columns.split(", "))}


@pytest.mark.django_db
def test_a_statement_may_have_parameters_of_its_own(ana: User) -> None:
    spend(ana, 3, month=2)
    spend(ana, 4, month=3)
    own: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 31), "user": 0, "stale": 1}
    for fresh in (ensure_fresh(ana), Fresh(ana, Stale(frozenset({FEB, MAR}), basis_of(ana)))):
        statement = f"SELECT SUM(expense) FROM {fresh.rows(DAYS)} d WHERE date BETWEEN %(start)s AND %(end)s"
        [(units,)] = fetch(statement, **fresh.parameters(), **own)
        assert int(units) == 40_000


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a lock of its own for figures")
@pytest.mark.django_db(transaction=True)
def test_on_sqlite_a_reader_behind_a_long_writer_counts_live(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "READER_WAITS", 0.05)
    spend(ana, 1, month=1)
    ensure_fresh(ana)
    spend(ana, 7, month=2)

    def behind() -> dict[int, int]:
        return expenses(ensure_fresh(ana))

    with transaction.atomic():
        assert start(behind).result(PATIENCE) == {JAN: 1, FEB: 7}
    assert MonthlySummary.objects.count() == 1
    assert expenses(ensure_fresh(ana)) == {JAN: 1, FEB: 7}
    assert MonthlySummary.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a pragma of SQLite")
@pytest.mark.django_db(transaction=True)
def test_on_sqlite_writers_wait_as_long_as_before(ana: User) -> None:
    def patience() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    before = patience()
    spend(ana, 1)
    ensure_fresh(ana)

    assert patience() == before >= 20_000


@pytest.mark.skipif(connection.vendor != "sqlite", reason="errors of SQLite")
@pytest.mark.django_db(transaction=True)
def test_on_sqlite_other_errors_are_not_taken_for_a_wait(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    spend(ana, 1)
    connection.ensure_connection()
    connection.connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
    )
    try:
        with pytest.raises(Exception, match="not authorized"):
            ensure_fresh(ana)
    finally:
        connection.connection.set_authorizer(None)
    assert expenses(ensure_fresh(ana)) == {JAN: 1}
