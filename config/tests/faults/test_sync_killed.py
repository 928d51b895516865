"""Workers that die or freeze anywhere in a sync. Whatever happens: the bank's truth, once."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from accounts.models import User
from config.jobs.models import Job
from config.jobs.tests.test_faults import freeze
from config.jobs.tests.threads import PATIENCE, eventually
from config.tests.faults.banking import assert_as_if_once, engine, through, wait_until_through
from providers.models import SyncRun
from providers.services.sync import request_sync
from providers.tests.linked import busy, link
from providers.tests.plaidserver import PlaidServer

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = ["begun", "accounts", "page", "page:3", "read", "locked", "ingested", "written", "committed"]
SAMPLE = ["page:3", "ingested", "committed"]


def dies_at(point: str, server: PlaidServer, log: Path) -> None:
    with engine(server, log, FAILPOINT=point) as doomed:
        assert doomed.wait(PATIENCE) == -signal.SIGKILL


@pytest.mark.parametrize(
    "point", [pytest.param(p, marks=() if p in SAMPLE else pytest.mark.slow) for p in POINTS]
)
def test_a_worker_killed_at_any_step_loses_and_doubles_nothing(
    ana: User, plaid_server: PlaidServer, tmp_path: Path, point: str
) -> None:
    plaid_server.most = 2
    item = busy(plaid_server, rows=7)
    connection = link(ana, item)
    request_sync(connection, trigger="manual")

    dies_at(point, plaid_server, tmp_path / "log")
    assert through(connection) is (point == "committed")
    with engine(plaid_server, tmp_path / "log"):
        wait_until_through(connection)

    assert_as_if_once(connection, item)
    assert [run.status for run in SyncRun.objects.all()] == ["ok"]


def test_a_worker_that_is_killed_again_and_again(
    ana: User, plaid_server: PlaidServer, tmp_path: Path
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    request_sync(connection, trigger="manual")

    for point in ("begun", "read", "written"):
        dies_at(point, plaid_server, tmp_path / "log")
    with engine(plaid_server, tmp_path / "log"):
        wait_until_through(connection)

    assert_as_if_once(connection, item)
    assert Job.objects.get(kind="providers.sync").attempts == 4


def test_a_frozen_worker_that_wakes_up_late_changes_nothing(
    ana: User, plaid_server: PlaidServer, tmp_path: Path
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    request_sync(connection, trigger="manual")

    read = tmp_path / "read"
    with engine(plaid_server, tmp_path / "frozen", FAILPOINT=f"read:1:{read}") as frozen:
        eventually(read.exists)
        freeze(frozen.pid)
        item.add("late", 99)
        with engine(plaid_server, tmp_path / "log"):
            wait_until_through(connection)
            assert_as_if_once(connection, item)
            read.unlink()
            os.kill(frozen.pid, signal.SIGCONT)
            eventually(lambda: b"job lost" in (tmp_path / "frozen").read_bytes())

    assert_as_if_once(connection, item)
    assert Job.objects.get(kind="providers.sync").fence == 2
