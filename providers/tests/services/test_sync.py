"""A connection is brought up to date, over HTTP with a bank that does what banks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from accounts.models import User
from config.jobs.models import Job
from config.jobs.services.queue import claim
from config.jobs.services.runner import run, run_one
from config.lib import clock
from finance.models import Account, BalanceSnapshot, Holding, ImportBatch, Transaction
from finance.selectors.accounts import balances_of
from finance.services.edits import Edit
from finance.services.transactions import delete_transactions, edit_transactions
from preferences.models import Notification
from providers.domain.contract import CursorReset, RateLimited
from providers.models import Connection, SyncRun
from providers.services import sync as sync_module
from providers.services.lifecycle import clear_links
from providers.services.run_record import prune_runs
from providers.services.sync import request_sync
from providers.tests.factories import SyncRunFactory
from providers.tests.linked import busy, ledger, link, sync, truth
from providers.tests.loopback import Fault
from providers.tests.plaidserver import PlaidServer, error, new_account

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = "/transactions/sync"


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.SYNC_RETRY_SECONDS = 0
    settings.SYNC_TIMEOUT_SECONDS = 2


def counts(run: SyncRun) -> tuple[str, int, int, int, int]:
    return run.status, run.fetched, run.inserted, run.updated, run.removed


def test_everything_then_what_is_new_then_nothing(ana: User, plaid_server: PlaidServer) -> None:
    plaid_server.most = 2
    item = busy(plaid_server, rows=5)
    connection = link(ana, item)

    assert counts(sync(connection)) == ("ok", 5, 5, 0, 0)
    assert ledger(connection) == truth(item)

    item.add("new", -99)
    item.modify("t1", name="Other words", amount=7)
    item.remove("t2")
    assert counts(sync(connection)) == ("ok", 3, 1, 1, 1)
    assert ledger(connection) == truth(item)

    batches = ImportBatch.objects.count()
    run = sync(connection)
    assert counts(run) == ("ok", 0, 0, 0, 0)
    assert ImportBatch.objects.count() == batches
    assert (connection.status, connection.failures, connection.last_error) == ("active", 0, "")
    assert run.finished_at == connection.last_synced_at
    assert Job.objects.get(pk=Job.objects.latest("pk").pk).state == "done"


def test_accounts_have_the_banks_balance_and_add_up_to_it(ana: User, plaid_server: PlaidServer) -> None:
    connection = link(ana, busy(plaid_server, rows=3))

    sync(connection)

    account: Any = Account.objects.get()
    assert [account.current_balance, *balances_of(ana).values()] == [100, 100]
    assert account.opening_balance == 106
    assert BalanceSnapshot.objects.get().balance == 100
    sync(connection)
    assert Account.objects.get().opening_balance == 106


def test_holdings_come_with_the_rows(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=0, accounts=[new_account("broker", type="investment")])
    item.securities = [{"security_id": "s1", "name": "Fund", "type": "etf", "iso_currency_code": "USD"}]
    item.holdings = [
        {"account_id": "broker", "security_id": "s1", "quantity": 2, "institution_price": 10,
         "institution_value": 20, "cost_basis": None, "iso_currency_code": "USD"}
    ]  # fmt: skip

    assert sync(link(ana, item)).status == "ok"

    assert Holding.objects.get().value == 20


def test_a_persons_corrections_deletions_and_pending_rows(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=2)
    item.add("p", 50, pending=True, name="Shop")
    connection = link(ana, item)
    sync(connection)
    ids = dict(Transaction.objects.values_list("external_id", "pk"))
    edit_transactions(user=ana, edits={ids["p"]: Edit(note="mine")})
    delete_transactions(user=ana, ids=[ids["t0"]])

    item.post("p", "q", amount=55)
    item.modify("t0", amount=1000)
    sync(connection)

    assert [(key, note) for key, _, _, note, _ in ledger(connection)] == [("q", "mine"), ("t1", "Row t1")]
    assert Transaction.objects.get(external_id="q").pk == ids["p"]


def test_a_forgotten_cursor_means_everything_again_and_changes_nothing(
    ana: User, plaid_server: PlaidServer
) -> None:
    item = busy(plaid_server, rows=5)
    connection = link(ana, item)
    sync(connection)
    before = list(Transaction.objects.order_by("pk").values())
    item.history.forget_cursors()

    assert counts(sync(connection)) == ("ok", 5, 0, 0, 0)

    assert list(Transaction.objects.order_by("pk").values()) == before


def test_what_was_dropped_while_the_cursor_was_lost_goes_too(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=5)
    connection = link(ana, item)
    sync(connection)
    item.remove("t3")
    item.history.forget_cursors()

    assert sync(connection).removed == 1
    assert ledger(connection) == truth(item)


def test_a_change_between_pages_begins_the_update_again(ana: User, plaid_server: PlaidServer) -> None:
    plaid_server.most = 2
    item = busy(plaid_server, rows=5)
    plaid_server.fail(PAGES, error("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"), times=5)
    connection = link(ana, item)

    assert counts(sync(connection)) == ("ok", 5, 5, 0, 0)

    assert ledger(connection) == truth(item)


def test_after_five_restarts_the_run_has_failed(ana: User, plaid_server: PlaidServer) -> None:
    plaid_server.fail(PAGES, error("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION"), times=0)
    connection = link(ana, busy(plaid_server, rows=5))

    run = sync(connection)

    assert (run.status, run.error_class) == ("failed", "MutatedDuringPagination")
    assert plaid_server.count(PAGES) == 6
    assert ledger(connection) == []


@pytest.mark.parametrize(
    ("fault", "error_class", "asked"),
    [
        (error("INTERNAL_SERVER_ERROR"), "Unavailable", 4),
        (Fault(way="cut"), "Unavailable", 4),
        (Fault(200, b"<html>"), "Malformed", 1),
        (Fault(200, {"added": 1}), "Malformed", 1),
        (Fault(200, way="huge"), "Malformed", 1),
    ],
)
def test_a_bank_that_fails_leaves_everything_as_it_was(
    ana: User, plaid_server: PlaidServer, fault: Fault, error_class: str, asked: int
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    sync(connection)
    before, cursor = ledger(connection), connection.cursor
    plaid_server.requests.clear()
    plaid_server.fail(PAGES, fault, times=0)
    item.add("new", 5)

    run = sync(connection)

    assert (run.status, run.error_class) == ("failed", error_class)
    assert run.error == connection.last_error
    assert (connection.status, connection.failures, connection.cursor) == ("error", 1, cursor)
    assert ledger(connection) == before
    assert plaid_server.count(PAGES) == asked
    plaid_server.heal()
    assert sync(connection).status == "ok"
    assert ledger(connection) == truth(item)


def test_three_failures_of_one_call_do_not_fail_a_run(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=3)
    plaid_server.fail(PAGES, error("INTERNAL_SERVER_ERROR"), times=3)

    assert sync(link(ana, item)).status == "ok"


def test_a_page_that_leads_back_fails_the_run(ana: User, plaid_server: PlaidServer) -> None:
    page = {"added": [], "modified": [], "removed": [], "next_cursor": "again", "has_more": True}
    plaid_server.fail(PAGES, Fault(200, page), times=0)

    run = sync(link(ana, busy(plaid_server, rows=1)))

    assert (run.status, run.error_class) == ("failed", "Endless")
    assert plaid_server.count(PAGES) == 2


@pytest.mark.parametrize(
    ("header", "seconds"), [({"Retry_After": "120"}, 120), ({"Retry_After": "soon"}, 60), ({}, 60)]
)
def test_a_bank_that_throttles_is_left_alone_for_as_long(
    ana: User, plaid_server: PlaidServer, header: dict[str, str], seconds: int
) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    plaid_server.fail(PAGES, error("RATE_LIMIT_EXCEEDED", **header))
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False) as now:
        run = sync(connection)

        assert (run.status, run.error_class, connection.failures) == ("queued", "RateLimited", 0)
        assert connection.status == "active"
        job = Job.objects.get(kind="providers.sync", state="waiting")
        assert job.run_at == clock.now() + timedelta(seconds=seconds)
        asked = len(plaid_server.requests)
        assert request_sync(connection, trigger="manual").pk == run.pk  # an impatient owner
        run_one(job.pk)
        assert len(plaid_server.requests) == asked
        now.shift(seconds)
        run_one(job.pk)

    run.refresh_from_db()
    assert (run.status, run.error_class) == ("ok", "")
    assert ledger(connection) == truth(item)


def test_an_ended_consent_waits_for_its_owner_who_is_told_once(ana: User, plaid_server: PlaidServer) -> None:
    item = busy(plaid_server, rows=3)
    connection = link(ana, item)
    item.locked = True

    for _ in range(2):
        assert sync(connection).error_class == "AuthExpired"

    assert (connection.status, connection.next_sync_at) == ("needs_reauth", None)
    assert [told.kind for told in Notification.objects.all()] == ["reauth_needed"]
    item.locked = False
    sync(connection)
    assert connection.status == "active"
    item.locked = True
    sync(connection)
    assert Notification.objects.count() == 2


def test_the_third_failure_in_a_row_rests_the_connection_and_is_told(
    ana: User, plaid_server: PlaidServer, settings: Settings
) -> None:
    connection = link(ana, busy(plaid_server, rows=3))
    plaid_server.fail(PAGES, Fault(200, b"?"), times=0)
    pauses = []
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False):
        for _ in range(6):
            sync(connection)
            assert connection.next_sync_at is not None
            pauses.append((connection.next_sync_at - clock.now()) / timedelta(minutes=1))

    expected = [15, 15, 60, 360, 1440, 1440]
    assert [0.9 <= pause / minutes <= 1.1 for pause, minutes in zip(pauses, expected, strict=True)] == [
        True
    ] * 6
    [told] = Notification.objects.all()
    assert (told.kind, told.data) == ("sync_failed", {"connection_id": connection.pk})


def test_a_failure_of_one_connection_is_none_of_another(ana: User, plaid_server: PlaidServer) -> None:
    broken, sound = busy(plaid_server, rows=2), busy(plaid_server, rows=3)
    connections = [link(ana, broken), link(ana, sound)]
    broken.locked = True

    assert [sync(connection).status for connection in connections] == ["failed", "ok"]
    assert ledger(connections[1]) == truth(sound)


def test_rows_of_unlinked_and_of_unknown_accounts_are_passed_over(
    ana: User, plaid_server: PlaidServer
) -> None:
    item = busy(plaid_server, rows=1, accounts=[new_account("one"), new_account("two")])
    item.add("b", 5, account_id="two")
    item.add("c", 6, account_id="three")
    connection = link(ana, item)
    connection.unlinked = ["two"]
    connection.save()

    run = sync(connection)

    assert (run.status, run.fetched, run.inserted, run.rejected) == ("ok", 3, 1, 1)
    assert [account.external_id for account in Account.objects.all()] == ["one"]


@pytest.mark.parametrize("status", ["active", "disconnected"])
def test_what_was_read_before_a_rewind_is_not_written(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    fetch: Any = vars(sync_module)["fetch_told"]

    def rewound(*args: object, **more: object) -> object:
        told = fetch(*args, **more)
        changes: dict[str, object] = {"epoch": 1, "status": status}
        if status == "disconnected":
            changes |= {"access_token": "", "refresh_token": "", "next_sync_at": None}
        Connection.objects.filter(pk=connection.pk).update(**changes)
        return told

    monkeypatch.setattr(sync_module, "fetch_told", rewound)
    run = sync(connection)

    assert ledger(connection) == []
    assert run.status == ("queued" if status == "active" else "failed")
    monkeypatch.undo()
    run_one()
    assert ledger(connection) == (truth(item) if status == "active" else [])


def test_a_stale_worker_writes_nothing(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    fetch: Any = vars(sync_module)["fetch_told"]

    def overtaken(*args: object, **more: object) -> object:
        told = fetch(*args, **more)
        Job.objects.filter(key=str(connection.pk)).update(fence=99)
        return told

    monkeypatch.setattr(sync_module, "fetch_told", overtaken)

    assert sync(connection).status == "running"
    assert ledger(connection) == []
    assert not Account.objects.exists()


def test_requests_share_the_run_that_waits(ana: User, plaid_server: PlaidServer) -> None:
    connection = link(ana, busy(plaid_server, rows=1))

    runs = {request_sync(connection, trigger="webhook").pk for _ in range(50)}

    assert len(runs) == 1
    assert Job.objects.filter(kind="providers.sync").count() == 1
    assert sync(connection).trigger == "webhook"


def test_a_connection_that_is_gone_is_no_work(ana: User, plaid_server: PlaidServer) -> None:
    connection = link(ana, busy(plaid_server, rows=1))
    request_sync(connection, trigger="manual")
    Connection.objects.all().delete()

    run_one()

    assert Job.objects.get(kind="providers.sync").state == "done"


def test_a_bank_that_is_not_configured_any_more(
    ana: User, plaid_server: PlaidServer, settings: Settings
) -> None:
    connection = link(ana, busy(plaid_server, rows=1))
    settings.PLAID_SECRET = ""

    assert sync(connection).error_class == "Missing"


def test_a_key_that_is_lost_is_said(ana: User, plaid_server: PlaidServer) -> None:
    connection = link(ana, busy(plaid_server, rows=1))
    connection.access_token = "v1.other.AAAA.AAAA"
    connection.save()

    run = sync(connection)

    assert run.status == "failed"
    assert "AAAA" not in run.error


def test_the_ledgers_refusal_is_told(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = plaid_server.new_item()
    item.add("t", 10**8)
    monkeypatch.setattr("finance.services.limits.GROSS_LIMIT", Decimal(10) ** 7)
    connection = link(ana, item)

    run = sync(connection)

    assert (run.status, run.error_class) == ("failed", "Invalid")
    assert "past what it can add up" in run.error
    assert not Account.objects.exists()


def test_a_bug_of_ours_fails_the_run_and_says_only_its_name(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(sync_module, "ingest_bank", broken)

    run = sync(link(ana, busy(plaid_server, rows=1)))

    assert (run.status, run.error_class, run.error) == ("failed", "RuntimeError", "KeyError")


def test_a_job_without_a_run_has_been_served(ana: User, plaid_server: PlaidServer) -> None:
    """Asked for in the moment in which a worker had the job and not yet begun."""
    connection = link(ana, busy(plaid_server, rows=1))
    request_sync(connection, trigger="manual")
    job = claim()
    assert job is not None
    request_sync(connection, trigger="webhook")
    run(job)

    run_one()

    assert [one.trigger for one in SyncRun.objects.all()] == ["manual"]
    assert plaid_server.count(PAGES) == 1
    assert not Job.objects.exclude(state="done").exists()


def test_a_reset_during_a_sync_begins_it_again(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)
    sync(connection)
    fetch: Any = vars(sync_module)["fetch_told"]

    def meanwhile(*args: object, **more: object) -> object:
        told = fetch(*args, **more)
        if connection.epoch == 0:
            clear_links(ana, "transactions")
            connection.refresh_from_db()
        return told

    monkeypatch.setattr(sync_module, "fetch_told", meanwhile)
    Transaction.objects.all().delete()
    sync_request = request_sync(connection, trigger="manual")
    run_one()
    run_one()

    assert SyncRun.objects.get(pk=sync_request.pk).status == "ok"
    assert ledger(connection) == truth(item)


def test_a_pause_leaves_the_work_to_a_run_that_waits_already(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = busy(plaid_server, rows=2)
    connection = link(ana, item)

    def throttled(*args: object, **more: object) -> None:
        request_sync(connection, trigger="webhook")
        raise RateLimited(retry_after=1)

    with monkeypatch.context() as patch:
        patch.setattr(sync_module, "fetch_told", throttled)
        first = sync(connection)
    assert (first.status, first.error_class) == ("failed", "RateLimited")
    assert first.finished_at is not None

    Connection.objects.update(next_sync_at=None)
    Job.objects.filter(state="waiting").update(run_at=clock.now())
    run_one()

    assert [one.status for one in SyncRun.objects.order_by("pk")] == ["failed", "ok"]
    assert ledger(connection) == truth(item)


def test_a_bank_that_forgets_even_the_beginning(
    ana: User, plaid_server: PlaidServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgotten(*args: object, **more: object) -> None:
        raise CursorReset

    monkeypatch.setattr("providers.adapters.plaid.client.Plaid.fetch_page", forgotten)

    assert sync(link(ana, busy(plaid_server, rows=1))).error_class == "Malformed"


def test_old_runs_go(ana: User) -> None:
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=False):
        for days in (91, 89):
            SyncRunFactory(user=ana, status="ok", finished_at=clock.now() - timedelta(days=days))

        assert prune_runs() == 1
