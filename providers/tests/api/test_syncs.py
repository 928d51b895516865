from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from config.jobs.models import Job
from finance.models import Account, Transaction
from finance.tests.factories import AccountFactory
from providers.models import Connection, SyncRun
from providers.services import on_demand
from providers.tests.api.visit import link
from providers.tests.consentserver import ConsentServer, new_row
from providers.tests.factories import AT, ConnectionFactory, SyncRunFactory
from providers.tests.loopback import Fault

TRIGGER, STATUS = "/api/sync/trigger", "/api/sync/status"


@pytest.fixture
def linked(ana_api: APIClient, bank: ConsentServer) -> Connection:
    """Ana's, never synced; the run of the link is forgotten."""
    for number in range(3):
        bank.history.put(f"t{number}", new_row(f"t{number}", "-5"))
    connection = Connection.objects.get(pk=link(ana_api, bank)["connection_id"])
    SyncRun.objects.all().delete()
    Job.objects.all().delete()
    return connection


def waiting() -> int:
    return Job.objects.filter(kind="providers.sync", state="waiting").count()


def nothing_waits() -> bool:
    return waiting() == SyncRun.objects.count() == 0


@pytest.mark.django_db
def test_the_bank_of_an_account(ana_api: APIClient, linked: Connection) -> None:
    account = Account.objects.order_by("pk")[0]

    first, again = (ana_api.post(f"/api/accounts/{account.pk}/sync") for _ in range(2))

    run = SyncRun.objects.get()
    assert (run.connection, run.trigger, run.status, waiting()) == (linked, "manual", "queued", 1)
    assert first.status_code == again.status_code == 202
    assert first.json() == {"status": "sync_initiated", "account_id": account.pk, "run_id": run.pk}
    assert again.json() == first.json()


@pytest.mark.django_db
def test_an_account_that_no_bank_feeds(ana: User, ana_api: APIClient, linked: Connection) -> None:
    by_hand = AccountFactory(user=ana)
    linked_account = Account.objects.filter(connection_id=linked.pk)[0]
    Connection.objects.update(unlinked=[linked_account.external_id])

    for account in (by_hand, linked_account):
        assert ana_api.post(f"/api/accounts/{account.pk}/sync").status_code == 409
    assert nothing_waits()


@pytest.mark.django_db
def test_what_belongs_to_another(ben_api: APIClient, cleo_api: APIClient, linked: Connection) -> None:
    account = Account.objects.order_by("pk")[0].pk
    for api in (ben_api, cleo_api):
        assert api.post(f"/api/accounts/{account}/sync").status_code == 404
        for body in ({"account_id": account}, {"item_id": linked.item_id}, {"connection_id": linked.pk}):
            assert api.post(TRIGGER, body).status_code == 404
        assert api.post(TRIGGER).json() == {"status": "sync_initiated", "runs": []}
        assert api.get(STATUS).json() == {"runs": [], "next_sync_at": None}
    assert nothing_waits()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["item_id", "connection_id", "account_id", None])
def test_one_bank_or_all(ana: User, ana_api: APIClient, linked: Connection, name: str | None) -> None:
    other: Connection = ConnectionFactory(user=ana)
    ConnectionFactory(user=ana, status="disconnected")
    account = Account.objects.order_by("pk")[0]
    given = {"item_id": linked.item_id, "connection_id": linked.pk, "account_id": account.pk}

    answer = ana_api.post(TRIGGER, {name: given[name]} if name else None)

    assert answer.status_code == 202
    wanted = [linked] if name else [linked, other]
    assert [run["connection_id"] for run in answer.json()["runs"]] == [one.pk for one in wanted]
    assert set(answer.json()["runs"][0]) == {"run_id", "connection_id", "provider_id"}
    assert waiting() == SyncRun.objects.count() == len(wanted)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [{"item": "x"}, {"item_id": ""}, {"account_id": "x"}, {"account_id": 0}, {"wait": "x"}]
)
def test_what_is_not_right(ana_api: APIClient, linked: Connection, body: dict[str, Any]) -> None:
    assert ana_api.post(TRIGGER, body).status_code == 400
    assert nothing_waits()


@pytest.mark.django_db(transaction=True)
def test_waiting_for_the_end(ana_api: APIClient, linked: Connection) -> None:
    answer = ana_api.post(TRIGGER, {"wait": True})

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["synced_transactions"] == Transaction.objects.live().count() == 3
    [run] = ana_api.get(STATUS).json()["runs"]
    assert run["run_id"] == answer.json()["runs"][0]["run_id"]
    assert (run["status"], run["trigger"], run["provider_id"]) == ("ok", "manual", "banka")
    assert (run["fetched"], run["inserted"], run["updated"], run["removed"]) == (3, 3, 0, 0)
    assert (run["duplicates"], run["rejected"], run["error"]) == (0, 0, None)
    assert run["duration_seconds"] > 0
    assert ana_api.post(TRIGGER, {"wait": True}).json()["synced_transactions"] == 0


@pytest.mark.django_db(transaction=True)
def test_waiting_for_a_bank_that_fails(ana_api: APIClient, linked: Connection, bank: ConsentServer) -> None:
    bank.fail("/mockbank/banka/transactions", Fault(200, "words"), times=0)

    answer = ana_api.post(TRIGGER, {"wait": True})

    assert (answer.status_code, answer.json()["status"]) == (200, "failed")
    [run] = ana_api.get(STATUS).json()["runs"]
    assert run["status"] == "failed"
    assert run["error"]
    assert bank.url not in run["error"]


@pytest.mark.django_db(transaction=True)
def test_waiting_has_an_end(ana_api: APIClient, linked: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker has it, and takes long."""
    monkeypatch.setattr(on_demand, "PATIENCE", timedelta(0))
    SyncRunFactory(user=linked.user, connection=linked, status="queued")
    Job.objects.create(
        kind="providers.sync",
        key=str(linked.pk),
        state="running",
        lease_until=AT + timedelta(days=10_000),
        run_at=AT,
        created_at=AT,
    )

    answer = ana_api.post(TRIGGER, {"wait": True})

    assert (answer.status_code, answer.json()["status"]) == (202, "sync_initiated")


@pytest.mark.django_db
def test_the_last_runs_and_the_next(ana: User, ana_api: APIClient) -> None:
    soon, later = (ConnectionFactory(user=ana, next_sync_at=AT + timedelta(hours=n)) for n in (1, 2))
    ConnectionFactory(user=ana)
    begun = {"started_at": AT, "finished_at": AT + timedelta(seconds=1.5)}
    failed = SyncRunFactory(user=ana, connection=soon, status="failed", error="It is busy", **begun)
    done = SyncRunFactory(
        user=ana, connection=later, status="ok", fetched=4, inserted=1, duplicates=2, **begun
    )

    body = ana_api.get(STATUS).json()

    assert body["next_sync_at"] == "2026-01-02T04:04:05Z"
    assert [run["run_id"] for run in body["runs"]] == [done.pk, failed.pk]
    assert body["runs"][1]["error"] == "It is busy"
    assert body["runs"][0] == {
        "run_id": done.pk,
        "connection_id": later.pk,
        "provider_id": "banka",
        "trigger": "manual",
        "status": "ok",
        "started_at": "2026-01-02T03:04:05Z",
        "finished_at": "2026-01-02T03:04:06.500000Z",
        "fetched": 4,
        "inserted": 1,
        "updated": 0,
        "removed": 0,
        "duplicates": 2,
        "rejected": 0,
        "duration_seconds": 1.5,
        "error": None,
    }
    one = ana_api.get(STATUS, {"connection_id": soon.pk, "limit": 1}).json()["runs"]
    assert [run["run_id"] for run in one] == [failed.pk]
    assert ana_api.get(STATUS, {"limit": 0}).status_code == 400


@pytest.mark.django_db
def test_a_run_that_has_not_begun(ana: User, ana_api: APIClient) -> None:
    SyncRunFactory(user=ana)
    [run] = ana_api.get(STATUS).json()["runs"]
    assert (run["status"], run["started_at"], run["duration_seconds"]) == ("queued", None, None)
