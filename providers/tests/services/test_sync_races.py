"""Requests that meet workers."""

from __future__ import annotations

import threading

import pytest

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from config.jobs.tests.threads import PATIENCE, start, together
from providers.models import SyncRun
from providers.services.disconnect import disconnect
from providers.services.sync import request_sync
from providers.tests.linked import busy, ledger, link, truth
from providers.tests.plaidserver import PlaidServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_request_is_served_by_a_run_that_began_after_it(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            run_one()
        while run_one():
            pass

    worker = start(work)
    runs = [run for _ in range(5) for run in together(3, lambda: request_sync(connection, trigger="manual"))]
    ended.set()
    worker.result(PATIENCE)

    assert {run.status for run in SyncRun.objects.all()} == {"ok"}
    assert {run.pk for run in runs} == set(SyncRun.objects.values_list("pk", flat=True))
    assert ledger(connection) == truth(item)


def test_a_sync_and_the_end_of_its_link_do_not_wait_for_each_other(
    ana: User, plaid_server: PlaidServer
) -> None:
    for _ in range(4):
        item = busy(plaid_server, rows=3)
        connection = link(ana, item)
        request_sync(connection, trigger="manual")
        worker = start(run_one)
        disconnect(user=ana, connection_id=connection.pk)
        worker.result(PATIENCE)
        while run_one():
            pass

        connection.refresh_from_db()
        assert connection.status == "disconnected"
        assert ledger(connection) in ([], truth(item))
        assert not SyncRun.objects.filter(status__in=["queued", "running"]).exists()
        assert not Job.objects.exclude(state="done").exists()
