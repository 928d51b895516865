"""The way from the clock, a webhook or a person to a sync: lost messages, doubled clocks, bursts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from pathlib import Path
from subprocess import Popen

import pytest
import redis
from django.conf import settings
from django.db import connection as database
from pytest_django import Settings

from accounts.models import User
from config.celery import app
from config.jobs.models import Job
from config.jobs.tests.stage import process
from config.jobs.tests.threads import eventually
from config.lib import clock
from config.tests.faults.banking import assert_as_if_once, engine, surroundings, wait_until_through
from finance.models import Transaction
from providers.models import Connection, SyncRun
from providers.services.sync import request_sync
from providers.services.webhooks import receive_webhook
from providers.tests.linked import busy, ledger, link, truth
from providers.tests.plaidserver import PlaidServer

pytestmark = pytest.mark.django_db(transaction=True)

MANY = [20, pytest.param(200, marks=pytest.mark.slow)]
POINTS = ["ingested", *(pytest.param(point, marks=pytest.mark.slow) for point in ("page", "committed"))]
with_celery = [
    pytest.mark.skipif(database.vendor != "postgresql", reason="DATABASE_URL names no PostgreSQL"),
    pytest.mark.skipif(not settings.REDIS_URL, reason="REDIS_URL names no Redis"),
]
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'cut off'
"""
WORKER = ("-m", "celery", "-A", "config", "worker", "--concurrency=1")


@pytest.fixture
def broker(settings: Settings) -> Iterator[redis.Redis]:
    """Emptied, and this process sends to it."""
    settings.JOB_WAKER = "config.celery.wake"
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete("moneta", "unacked", "unacked_index")
        yield broker
        broker.delete("moneta", "unacked", "unacked_index")


def worker(
    server: PlaidServer, folder: Path, name: str, *, beat: bool = False, **environment: object
) -> AbstractContextManager[Popen[bytes]]:
    clock = ("--beat", f"--schedule={folder / name}-beat") if beat else ()
    variables = {**surroundings(server), "REDIS_URL": settings.REDIS_URL, **environment}
    return process((*WORKER, f"--hostname={name}@%h", *clock), folder / name, **variables)


def test_fifty_webhooks_during_a_run_make_one_more(
    ana: User, plaid_server: PlaidServer, tmp_path: Path
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    request_sync(connection, trigger="manual")
    read = tmp_path / "read"
    with engine(plaid_server, tmp_path / "log", FAILPOINT=f"read:1:{read}"):
        eventually(read.exists)
        item.add("late", 99)
        for number in range(50):
            body = plaid_server.webhook_of(item, new_transactions=number % 2)
            receive_webhook(body=body, headers={"plaid-verification": plaid_server.signature_of(body)})
        read.unlink()
        wait_until_through(connection)

    assert ledger(connection) == truth(item)
    runs = SyncRun.objects.order_by("pk").values_list("trigger", "status", "inserted")
    assert list(runs) == [("manual", "ok", 3), ("webhook", "ok", 1)]


def test_two_embedded_engines_look_and_each_connection_is_synced_once(
    ana: User, plaid_server: PlaidServer, tmp_path: Path
) -> None:
    items = [busy(plaid_server, rows=1) for _ in range(10)]
    connections = [link(ana, item) for item in items]
    Connection.objects.update(next_sync_at=clock.now())
    with ExitStack() as running:
        for number in range(2):
            running.enter_context(engine(plaid_server, tmp_path / str(number), SYNC_LOOK_SECONDS=1))
        eventually(lambda: SyncRun.objects.filter(status="ok").count() == len(items))
        wait_until_through(*connections)

    assert Counter(SyncRun.objects.values_list("connection_id", "trigger")) == {
        (connection.pk, "schedule"): 1 for connection in connections
    }
    assert [ledger(c) for c in connections] == [truth(item) for item in items]


def test_the_slots_of_two_hours_without_a_clock_are_one(
    ana: User, plaid_server: PlaidServer, tmp_path: Path
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    began = clock.now()
    Connection.objects.update(next_sync_at=began - timedelta(hours=2))
    with engine(plaid_server, tmp_path / "log", SYNC_LOOK_SECONDS=1):
        eventually(lambda: SyncRun.objects.filter(status="ok").exists())
        wait_until_through(connection)

    assert_as_if_once(connection, item)
    assert SyncRun.objects.count() == 1
    assert connection.next_sync_at is not None
    assert connection.next_sync_at > began + timedelta(minutes=5)


@pytest.mark.skipif(database.vendor != "postgresql", reason="SQLite has no connection that others could cut")
@pytest.mark.parametrize("point", ["page:1", "locked:1", "written:1"])
def test_a_database_that_is_lost_in_the_middle_is_asked_again(
    ana: User, plaid_server: PlaidServer, tmp_path: Path, point: str
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    request_sync(connection, trigger="manual")
    there = tmp_path / "there"
    with engine(plaid_server, tmp_path / "log", FAILPOINT=f"{point}:{there}", PGAPPNAME="cut off"):
        eventually(there.exists)
        with database.cursor() as cursor:
            cursor.execute(CUT)
            assert cursor.rowcount
        there.unlink()
        wait_until_through(connection)

    assert_as_if_once(connection, item)


class TestCelery:
    pytestmark = with_celery

    @pytest.mark.parametrize("many", MANY)
    def test_due_connections_are_drained_once_each(
        self, ana: User, plaid_server: PlaidServer, tmp_path: Path, broker: redis.Redis, many: int
    ) -> None:
        """By two workers, each with a beat of its own."""
        items = [busy(plaid_server, rows=2) for _ in range(many)]
        people = [ana, *(User.objects.create_user(f"p{n}@example.com", full_name="P") for n in range(19))]
        connections = [link(people[n % len(people)], item) for n, item in enumerate(items)]
        with ExitStack() as running:
            for name in ("one", "two"):
                running.enter_context(worker(plaid_server, tmp_path, name, beat=True, SYNC_LOOK_SECONDS=1))
            eventually(lambda: len(app.control.ping(timeout=0.5)) == 2)
            Connection.objects.update(next_sync_at=clock.now())
            eventually(lambda: SyncRun.objects.filter(status="ok").count() >= many)
            wait_until_through(*connections)

        assert Counter(SyncRun.objects.values_list("connection_id", flat=True)) == {
            connection.pk: 1 for connection in connections
        }
        assert Transaction.objects.count() == 2 * many
        assert [ledger(c) for c in connections] == [truth(item) for item in items]
        owners = set(Job.objects.filter(kind="providers.sync").values_list("owner", flat=True))
        assert len(owners) == 2

    def test_a_flushed_redis_costs_nothing_but_time(
        self, ana: User, plaid_server: PlaidServer, tmp_path: Path, broker: redis.Redis
    ) -> None:
        item = busy(plaid_server, rows=3)
        connection = link(ana, item)
        request_sync(connection, trigger="manual")
        assert broker.llen("moneta")
        broker.delete("moneta")

        with worker(plaid_server, tmp_path, "one", beat=True):
            wait_until_through(connection)

        assert_as_if_once(connection, item)

    def test_a_redis_that_is_down_at_the_request_does_not_refuse_it(
        self, ana: User, plaid_server: PlaidServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        broker: redis.Redis,
    ) -> None:  # fmt: skip
        def down(*_: object, **__: object) -> None:
            raise redis.ConnectionError

        item = busy(plaid_server, rows=3)
        connection = link(ana, item)
        with monkeypatch.context() as patch:
            patch.setattr("config.celery.app.send_task", down)
            request_sync(connection, trigger="manual")
        assert not broker.llen("moneta")

        with worker(plaid_server, tmp_path, "one", beat=True):
            wait_until_through(connection)

        assert_as_if_once(connection, item)

    @pytest.mark.parametrize("point", POINTS)
    def test_a_killed_worker_process_is_replaced(
        self, ana: User, plaid_server: PlaidServer, tmp_path: Path, point: str, broker: redis.Redis
    ) -> None:
        item = busy(plaid_server, rows=3)
        connection = link(ana, item)
        with worker(plaid_server, tmp_path, "one", FAILPOINT=point):
            request_sync(connection, trigger="manual")
            eventually(lambda: b"WorkerLostError" in (tmp_path / "one").read_bytes())
            with worker(plaid_server, tmp_path, "two", beat=True):
                wait_until_through(connection)

        assert_as_if_once(connection, item)
