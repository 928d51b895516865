"""Processes that sync with the Plaid of a test, and what must be true when they are through."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

from config.jobs.models import Job
from config.jobs.tests.stage import process
from config.jobs.tests.threads import eventually
from finance.models import ImportBatch, Transaction, TransactionChange
from preferences.models import Notification
from providers.models import Connection, SyncRun
from providers.tests.linked import ledger, truth
from providers.tests.plaidserver import CLIENT_ID, SECRET, Item, PlaidServer

ENGINE = ("-m", "config.jobs.tests.embedded")


def engine(server: PlaidServer, log: Path, **environment: object) -> AbstractContextManager[Popen[bytes]]:
    """The embedded engine in a process of its own."""
    return process(ENGINE, log, **{**surroundings(server), **environment})


def surroundings(server: PlaidServer) -> dict[str, object]:
    return {
        "PLAID_BASE_URL": server.url,
        "PLAID_CLIENT_ID": CLIENT_ID,
        "PLAID_SECRET": SECRET,
        "SYNC_RETRY_SECONDS": 0,
        "SYNC_LOOK_SECONDS": 3600,
        "JOB_BACKOFF_SECONDS": 0,
    }


def through(connection: Connection) -> bool:
    """Whether no run and no job of the connection is left to do."""
    jobs = Job.objects.filter(kind="providers.sync", key=str(connection.pk))
    runs = SyncRun.objects.filter(connection=connection)
    return not (
        jobs.filter(state__in=["waiting", "running"]).exists()
        or runs.filter(status__in=["queued", "running"]).exists()
    )


def wait_until_through(*connections: Connection) -> None:
    for connection in connections:
        eventually(lambda: through(connection))  # noqa: B023 - called at once
        connection.refresh_from_db()


def assert_as_if_once(connection: Connection, item: Item) -> None:
    """The ledger is the bank's truth, written by one update, and nobody heard of a problem."""
    assert ledger(connection) == truth(item)
    assert Transaction.objects.count() == len(truth(item))
    assert ImportBatch.objects.count() == 1
    assert not TransactionChange.objects.exists()
    assert not Notification.objects.exists()
    assert (connection.status, connection.failures) == ("active", 0)
    assert connection.cursor
