"""Writers, readers and refreshes at the same time, each with a connection of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.services.erasure import erase_account
from analytics.models import MonthlySummary
from analytics.services import freshness, refresh
from analytics.services.freshness import ensure_fresh
from analytics.services.locks import HeldError, figures_locked
from analytics.services.refresh import refresh_all, refresh_marked
from analytics.services.sweep import sweep_figures
from analytics.sql.facts import FACTS
from analytics.tests import figures
from config.jobs.models import Job
from config.jobs.tests.stage import database_url, kill, process
from config.jobs.tests.threads import PATIENCE, eventually, start, together
from config.lib.errors import Unavailable
from config.tests.faults.served import is_writing, rows
from finance.services.edits import Edit
from finance.services.transactions import create_transaction
from finance.services.upload import Upload, upload_rows
from preferences.models import StaleMark

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: nothing can come in between"
)


def spend(user: User, amount: int) -> None:
    create_transaction(user=user, edit=Edit(date=date(2026, 1, 5), amount=Decimal(amount), type="Expense"))


def total(user: User) -> Decimal:
    """As the tables have it."""
    return sum(MonthlySummary.objects.for_user(user).values_list("total_expense", flat=True), Decimal(0))


def read(user: User) -> Decimal:
    ensure_fresh(user)
    return total(user)


@contextlib.contextmanager
def last_table_held() -> Iterator[psycopg.Connection[Any]]:
    """A refresh gets no further than the table that it fills last."""
    with psycopg.connect(database_url()) as other:
        other.execute(f"LOCK TABLE {FACTS[-1].name} IN ACCESS EXCLUSIVE MODE")
        yield other


def somebody_waits() -> bool:
    with psycopg.connect(database_url(), autocommit=True) as probe:
        query = (
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock')"
        )
        return bool(probe.execute(query).fetchone()[0])  # type: ignore[index] # EXISTS has a row


@on_postgresql
def test_a_write_during_the_count_of_its_month_is_neither_lost_nor_kept_waiting(ana: User) -> None:
    spend(ana, 1)
    with last_table_held():
        counting = start(lambda: read(ana))
        eventually(somebody_waits)
        spend(ana, 10)
        writer = start(lambda: read(ana))
        assert not writer.done()

    assert counting.result(PATIENCE) in {1, 11}
    assert writer.result(PATIENCE) == 11
    assert figures.kept(ana) == figures.counted(ana)


@on_postgresql
def test_a_reader_waits_for_no_writer(ana: User) -> None:
    spend(ana, 1)
    with transaction.atomic():
        spend(ana, 10)
        assert start(lambda: read(ana)).result(PATIENCE) == 1

    assert StaleMark.objects.count() == 1
    assert read(ana) == 11


@on_postgresql
def test_who_waited_longer_than_the_patience_of_readers_is_answered_live(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "READER_WAITS", 0.1)
    spend(ana, 1)
    with figures_locked(ana.pk, wait=1):
        late = start(lambda: figures.read(ana)).result(PATIENCE)
        # Read before the count was done, which shows that it was not waited for.
        assert not MonthlySummary.objects.exists()

    assert late == figures.counted(ana)
    assert read(ana) == 1


@on_postgresql
def test_the_patience_of_a_reader_ends_with_its_wait(ana: User) -> None:
    def patience() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            return str(cursor.fetchone()[0])

    with transaction.atomic():
        with figures_locked(ana.pk, wait=1):
            assert patience() == "0"
        assert start(lambda: held(ana, wait=0.05)).result(PATIENCE)
    assert not held(ana, wait=0.05)


def held(user: User, *, wait: float) -> bool:
    try:
        with figures_locked(user.pk, wait=wait):
            return False
    except HeldError:
        return True


def cancel(other: psycopg.Connection[Any], pid: int) -> None:
    eventually(somebody_waits)
    other.execute("SELECT pg_cancel_backend(%s)", [pid])


@on_postgresql
def test_other_errors_than_the_wait_are_not_taken_for_it(ana: User) -> None:
    with psycopg.connect(database_url(), autocommit=True) as other, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with psycopg.connect(database_url()) as holder:
            holder.execute("SELECT pg_advisory_xact_lock(%s)", [(0x4649_4755 << 31) + ana.pk])
            cancelled = start(lambda: cancel(other, pid))
            with (
                pytest.raises(Exception, match="canceling statement due to user request"),
                figures_locked(ana.pk, wait=30),
            ):
                raise AssertionError("somebody else has the lock")
            cancelled.result(PATIENCE)


def test_refreshes_at_once_leave_one_right_state(ana: User) -> None:
    for amount in range(1, 6):
        spend(ana, amount)

    counts = together(4, lambda: refresh_all(ana))

    assert [sum(each.values()) for each in counts] == [4] * 4
    assert figures.kept(ana) == figures.counted(ana)


def test_readers_at_once_count_once(ana: User) -> None:
    spend(ana, 5)

    assert together(4, lambda: read(ana)) == [5] * 4
    assert MonthlySummary.objects.count() == 1


def test_a_refresh_that_waits_too_long_says_so(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "CALLER_WAITS", 0.05)
    spend(ana, 1)

    def refused() -> int | None:
        with pytest.raises(Unavailable) as problem:
            refresh_all(ana)
        return problem.value.retry_after

    with figures_locked(ana.pk, wait=1):
        assert start(refused).result(PATIENCE) == 10

    assert StaleMark.objects.exists()
    assert total(ana) == 0


def test_the_sweep_passes_over_who_is_being_refreshed(ana: User, ben: User) -> None:
    for user in (ana, ben):
        spend(user, 3)

    with figures_locked(ana.pk, wait=1):
        start(lambda: sweep_figures(Job())).result(PATIENCE)

    waiting = set(StaleMark.objects.values_list("user", flat=True))
    # SQLite has one lock for everybody.
    assert waiting == ({ana.pk} if connection.vendor == "postgresql" else {ana.pk, ben.pk})
    sweep_figures(Job())
    assert not StaleMark.objects.exists()
    assert total(ana) == total(ben) == 3


@on_postgresql
def test_who_leaves_during_a_refresh_leaves_no_figures(ana: User) -> None:
    spend(ana, 1)
    with last_table_held():
        counting = start(lambda: refresh_marked(ana, wait=PATIENCE))
        eventually(somebody_waits)
        leaving = start(lambda: erase_account(user=ana))

    counting.result(PATIENCE)
    leaving.result(PATIENCE)
    assert not any(fact.model.objects.exists() for fact in FACTS)


def test_a_refresh_killed_in_the_middle_changes_nothing_and_the_next_read_is_right(
    ana: User, tmp_path: Path
) -> None:
    body = rows(20_000)
    upload_rows(user=ana, upload=Upload(file_name="a.xlsx", file_hash="a" * 64, rows=body))
    marks = StaleMark.objects.count()
    command = ("manage.py", "refresh_analytics", "--user", ana.email)

    with contextlib.ExitStack() as stack:
        if connection.vendor == "postgresql":
            holder = stack.enter_context(last_table_held())
            child = stack.enter_context(process(command, tmp_path / "log"))
            eventually(somebody_waits)
            kill(child)
            holder.rollback()
        else:
            child = stack.enter_context(process(command, tmp_path / "log"))
            eventually(is_writing)
            kill(child)

    whole = sum(row["amount"] for row in body)
    ends = {(marks, 0)} if connection.vendor == "postgresql" else {(marks, 0), (0, whole)}
    assert (StaleMark.objects.count(), total(ana)) in ends
    assert read(ana) == whole
    assert figures.kept(ana) == figures.counted(ana)
