from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from config.jobs.models import Job
from config.jobs.services.runner import run_one
from finance.models import Account, Transaction
from finance.tests.factories import AccountFactory
from providers.models import Connection, Revocation, SyncRun
from providers.services.revocation import prune_revocations
from providers.services.tokens import token_to_revoke
from providers.tests.api.visit import agree, link
from providers.tests.consentserver import ConsentServer, new_row
from providers.tests.factories import AT, ConnectionFactory
from providers.tests.linked import sync
from providers.tests.loopback import Fault

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/connections"
REVOKE = "/mockbank/banka/revoke"


@pytest.fixture
def linked(ana_api: APIClient, bank: ConsentServer) -> Connection:
    """Ana's, with one row in its first account."""
    bank.history.put("t1", new_row("t1", "-5"))
    connection = Connection.objects.get(pk=link(ana_api, bank)["connection_id"])
    sync(connection)
    return connection


def run_jobs(kind: str) -> None:
    for job in Job.objects.filter(kind=kind, state="waiting"):
        run_one(job.pk)


def test_what_is_linked(ana: User, ben: User, ana_api: APIClient) -> None:
    one = ConnectionFactory(user=ana, status="error", last_error="The bank cannot be reached")
    gone = ConnectionFactory(user=ana, status="disconnected", disconnected_at=AT, institution="")
    ConnectionFactory(user=ben)
    account = AccountFactory(user=ana, connection_id=one.pk, external_id="a", provider_id="banka")

    body = ana_api.get(URL).json()

    assert body["total"] == 2
    assert body["data"][0] == {
        "id": one.pk,
        "provider_id": "banka",
        "item_id": one.item_id,
        "institution": "Bank A",
        "status": "error",
        "accounts": [{"id": account.pk, "name": account.name}],
        "last_synced_at": None,
        "next_sync_at": None,
        "last_error": "The bank cannot be reached",
        "created_at": "2026-01-02T03:04:05Z",
        "disconnected_at": None,
    }
    assert [row["id"] for row in body["data"]] == [one.pk, gone.pk]
    assert ana_api.get(f"{URL}/{one.pk}").json() == body["data"][0]


def test_no_token_leaves(ana_api: APIClient, linked: Connection, bank: ConsentServer) -> None:
    shown = ana_api.get(URL).content.decode() + ana_api.get(f"{URL}/{linked.pk}").content.decode()
    assert not any(text in shown for text in (bank.access, bank.refresh, "v1."))


def test_the_list_asks_the_same_however_many_there_are(ana: User, ana_api: APIClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(database) as seen:
            assert ana_api.get(URL).status_code == 200
        return len(seen)

    ConnectionFactory(user=ana)
    first = queries()
    for number in range(5):
        row = ConnectionFactory(user=ana)
        AccountFactory(user=ana, connection_id=row.pk, external_id=str(number))
    assert queries() == first


def test_a_stranger(ana: User, ben_api: APIClient, cleo_api: APIClient, linked: Connection) -> None:
    before = list(Connection.objects.values())
    for api in (ben_api, cleo_api):
        assert api.get(URL).json()["data"] == []
        assert api.get(f"{URL}/{linked.pk}").status_code == 404
        assert api.post(f"{URL}/{linked.pk}/relink").status_code == 404
        assert api.delete(f"{URL}/{linked.pk}?purge=true").status_code == 404
    assert list(Connection.objects.values()) == before


def test_unlinking_keeps_the_history_and_tells_the_bank(
    ana: User, ana_api: APIClient, linked: Connection, bank: ConsentServer
) -> None:
    access = bank.access

    answer = ana_api.delete(f"{URL}/{linked.pk}")

    assert (answer.status_code, answer.content) == (204, b"")
    linked.refresh_from_db()
    assert (linked.status, linked.access_token, linked.refresh_token) == ("disconnected", "", "")
    assert (linked.next_sync_at, linked.disconnected_at is None) == (None, False)
    assert Transaction.objects.for_user(ana).live().count() == 1
    assert list(Account.objects.values_list("name", "is_active")) == [("Current", False)]
    assert AuditEvent.objects.filter(kind="bank_unlinked", user=ana).count() == 1
    assert bank.count(REVOKE) == 0  # not inside the transaction
    assert token_to_revoke(Revocation.objects.get()) == access
    run_jobs("providers.revoke")
    assert (bank.count(REVOKE), bank.revoked, Revocation.objects.count()) == (1, True, 0)


def test_unlinking_again(ana_api: APIClient, linked: Connection) -> None:
    assert ana_api.delete(f"{URL}/{linked.pk}").status_code == 204
    assert ana_api.delete(f"{URL}/{linked.pk}").status_code == 404
    assert ana_api.get(f"{URL}/{linked.pk}").json()["status"] == "disconnected"


@pytest.mark.parametrize("unlinked_before", [False, True])
def test_purging_leaves_nothing(
    ana: User, ana_api: APIClient, linked: Connection, unlinked_before: bool
) -> None:
    hers = AccountFactory(user=ana, name="By hand")
    if unlinked_before:
        ana_api.delete(f"{URL}/{linked.pk}")

    assert ana_api.delete(f"{URL}/{linked.pk}?purge=true").status_code == 204

    assert list(Account.objects.all()) == [hers]
    assert not any(table.objects.exists() for table in (Connection, SyncRun, Transaction))
    assert Revocation.objects.count() == 1
    assert ana_api.delete(f"{URL}/{linked.pk}?purge=true").status_code == 404


def test_a_bank_that_does_not_hear_is_told_again(
    ana_api: APIClient, linked: Connection, bank: ConsentServer
) -> None:
    bank.fail(REVOKE, Fault(500, {"error": "server_error"}), times=0)
    ana_api.delete(f"{URL}/{linked.pk}")

    run_jobs("providers.revoke")

    assert Revocation.objects.count() == 1
    job = Job.objects.get(kind="providers.revoke")
    assert (job.state, job.attempts) == ("waiting", 1)
    assert bank.url not in job.error_text
    Revocation.objects.update(created_at=AT)
    assert prune_revocations() == 1
    Job.objects.update(run_at=AT)
    run_jobs("providers.revoke")
    assert Job.objects.get(kind="providers.revoke").state == "done"


def test_a_sync_under_way_writes_nothing_more(
    ana_api: APIClient, linked: Connection, bank: ConsentServer
) -> None:
    bank.history.put("t2", new_row("t2", "-6"))
    answer = bank.answer

    def unlink_meanwhile(request: Any) -> tuple[int, Any]:
        if request.path.endswith("/transactions"):
            assert ana_api.delete(f"{URL}/{linked.pk}").status_code == 204
        return answer(request)

    bank.answer = unlink_meanwhile  # type: ignore[method-assign] # this test's own bank
    run = sync(linked)

    assert (run.status, linked.status) == ("failed", "disconnected")
    assert Transaction.objects.live().count() == 1


def test_renewing_a_consent(ana_api: APIClient, linked: Connection, bank: ConsentServer) -> None:
    Connection.objects.update(status="needs_reauth")

    start = ana_api.post(f"{URL}/{linked.pk}/relink")

    assert (start.status_code, start["Cache-Control"]) == (200, "no-store")
    body = start.json()
    assert (body["provider_id"], body["link_token"], body["expires_in"]) == ("banka", None, 600)
    code, state = bank.approve(body["auth_url"])
    done = ana_api.post("/api/auth/callback", {"code": code, "state": state}).json()
    assert done["connection_id"] == linked.pk
    linked.refresh_from_db()
    assert (linked.status, Connection.objects.count()) == ("active", 1)


def test_a_bank_that_was_unlinked_goes_on_when_it_is_linked_again(
    ana: User, ana_api: APIClient, linked: Connection, bank: ConsentServer
) -> None:
    before = set(Account.objects.values_list("pk", flat=True))
    ana_api.delete(f"{URL}/{linked.pk}")
    bank.history.put("t2", new_row("t2", "-6"))

    assert ana_api.post("/api/auth/callback", agree(ana_api, bank)).json()["connection_id"] == linked.pk
    linked.refresh_from_db()
    assert (linked.status, linked.unlinked, linked.cursor) == ("active", [], "")
    assert sync(linked).status == "ok"

    accounts = Account.objects.for_user(ana)
    assert accounts.filter(is_active=True).count() == accounts.count() == 2
    assert before & set(accounts.values_list("pk", flat=True))
    assert set(Transaction.objects.live().values_list("external_id", flat=True)) == {"t1", "t2"}


def test_unknown_words(ana_api: APIClient, linked: Connection) -> None:
    assert ana_api.delete(f"{URL}/{linked.pk}?prune=true").status_code == 400
    assert ana_api.post(f"{URL}/{linked.pk}/relink", {"x": 1}).status_code == 400
    assert ana_api.post(URL, {}).status_code == 405
    assert Connection.objects.get().status == "active"
