"""Whose time has come, and the nightly balances."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from config.jobs.services.schedules import due as ring
from config.jobs.tests.threads import together
from finance.models import Account, BalanceSnapshot
from providers import tasks
from providers.models import Connection, SyncRun
from providers.services import sync as sync_module
from providers.services.due import BALANCES, enqueue_balances, enqueue_due
from providers.tests.factories import ConnectionFactory
from providers.tests.linked import busy, link, sync
from providers.tests.plaidserver import PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_each_is_enqueued_once_in_its_slot(ana: User) -> None:
    with time_machine.travel(NOW, tick=False):
        due = [ConnectionFactory(user=ana, next_sync_at=NOW - timedelta(seconds=n)) for n in range(3)]
        ConnectionFactory(user=ana, next_sync_at=NOW + timedelta(seconds=1))
        ConnectionFactory(user=ana, next_sync_at=None)
        ConnectionFactory(user=ana, next_sync_at=NOW, status="needs_reauth")

        assert [enqueue_due(), enqueue_due()] == [3, 0]

    runs = SyncRun.objects.values_list("connection_id", "trigger", "status")
    assert sorted(runs) == [(connection.pk, "schedule", "queued") for connection in due]
    slots: Any = Connection.objects.filter(pk__in=[row.pk for row in due]).values_list(
        "next_sync_at", flat=True
    )
    assert all(NOW + timedelta(minutes=13) < slot < NOW + timedelta(minutes=17) for slot in slots)
    assert len(set(slots)) == 3


def test_of_several_that_look_at_once_one_enqueues(ana: User) -> None:
    for _ in range(5):
        ConnectionFactory(user=ana, next_sync_at=NOW)

    assert sum(together(4, enqueue_due)) == 5
    assert SyncRun.objects.count() == 5


def test_the_scheduler_knows_both(ana: User, settings: Settings) -> None:
    ConnectionFactory(user=ana, next_sync_at=NOW)
    with time_machine.travel(NOW, tick=False) as moment:
        ring()
        moment.shift(timedelta(minutes=1))
        ring()
        job = Job.objects.get(kind="providers.due")
        tasks.look(job)
        assert Job.objects.filter(kind="providers.sync").count() == 1
        moment.shift(timedelta(days=1))
        ring()
        tasks.nightly(Job.objects.get(kind="providers.nightly"))
    assert Job.objects.filter(kind=BALANCES).count() == 1


def test_balances_are_asked_for_afresh(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    sync(connection)
    synced = Connection.objects.get().last_synced_at
    item.accounts[0]["balances"]["current"] = 77

    assert enqueue_balances() == 1
    run_one(Job.objects.get(kind=BALANCES).pk)

    assert plaid_server.count("/accounts/balance/get") == 1
    assert Account.objects.get().current_balance == 77
    assert BalanceSnapshot.objects.get().balance == 77
    assert Connection.objects.get().last_synced_at == synced


@pytest.mark.parametrize("change", [{"status": "needs_reauth"}, {}])
def test_a_bank_that_says_nothing_is_left_to_the_next_sync(
    ana: User, plaid_server: PlaidServer, change: dict[str, str]
) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    item.locked = True
    enqueue_balances()
    Connection.objects.update(**change)

    run_one(Job.objects.get(kind=BALANCES).pk)

    connection.refresh_from_db()
    assert connection.failures == 0
    assert Job.objects.get(kind=BALANCES).state == "done"
    assert not Account.objects.exists()


def test_a_run_serves_the_slot_that_it_falls_into(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = link(ana, busy(plaid_server, rows=1))
    Connection.objects.update(next_sync_at=NOW)
    looked: list[int] = []
    fetch: Any = vars(sync_module)["fetch_told"]

    def meanwhile(*args: Any, **more: Any) -> Any:
        looked.append(enqueue_due())
        return fetch(*args, **more)

    monkeypatch.setattr(sync_module, "fetch_told", meanwhile)
    sync(connection)

    assert looked == [0]
    assert enqueue_due() == 0
