from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from config.jobs.models import Job
from config.jobs.tests.threads import together
from config.lib import clock
from finance.models import Account
from providers.models import Connection, SyncRun
from providers.services.tokens import access_token_of, grant_of
from providers.tests.api.visit import agree, link
from providers.tests.consentserver import ACCOUNTS, ConsentServer
from providers.tests.loopback import Fault, Request

pytestmark = pytest.mark.django_db
URL = "/api/auth/callback"
TOKEN = "/mockbank/banka/token"


def nothing_linked() -> bool:
    tables = (Connection, Account, SyncRun)
    return not any(table.objects.exists() for table in tables) and not Job.objects.filter(
        kind="providers.sync"
    )


def test_a_bank_is_linked_and_its_first_sync_waits(
    ana: User, ana_api: APIClient, bank: ConsentServer
) -> None:
    answer = ana_api.post(URL, agree(ana_api, bank))

    connection = Connection.objects.get()
    current, savings = Account.objects.order_by("pk")
    assert answer.json() == {
        "status": "success",
        "message": answer.json()["message"],
        "connection_id": connection.pk,
        "accounts": [{"id": current.pk, "name": "Current"}, {"id": savings.pk, "name": "Savings"}],
    }
    assert (connection.user, connection.provider_id, connection.item_id) == (ana, "banka", "banka-item")
    assert (connection.status, connection.cursor) == ("active", "")
    assert [account.external_id for account in (current, savings)] == list(ACCOUNTS)
    run = SyncRun.objects.get()
    assert (run.connection, run.trigger, run.status) == (connection, "link", "queued")
    assert Job.objects.filter(kind="providers.sync", key=str(connection.pk), state="waiting").count() == 1
    event = AuditEvent.objects.get(kind="bank_linked")
    assert (event.user, event.detail) == (ana, "banka")


def test_tokens_are_kept_sealed_and_bound_to_their_row(ana_api: APIClient, bank: ConsentServer) -> None:
    link(ana_api, bank)

    connection = Connection.objects.get()
    assert connection.access_token.startswith("v1.")
    assert bank.access not in connection.access_token
    assert bank.refresh not in connection.refresh_token
    grant = grant_of(connection)
    assert (grant.access_token, grant.refresh_token) == (bank.access, bank.refresh)
    other = Connection(pk=connection.pk + 1, access_token=connection.access_token)
    with pytest.raises(ValueError, match="does not open here"):
        access_token_of(other)


def test_a_state_works_once(ana_api: APIClient, bank: ConsentServer) -> None:
    body = agree(ana_api, bank)
    assert ana_api.post(URL, body).status_code == 200
    asked = bank.count(TOKEN)

    again = ana_api.post(URL, body)

    assert (again.status_code, list(again.json()["errors"])) == (400, ["state"])
    assert bank.count(TOKEN) == asked
    assert Connection.objects.count() == 1


def test_the_state_of_another_person(ana_api: APIClient, ben_api: APIClient, bank: ConsentServer) -> None:
    body = agree(ana_api, bank)

    stolen = ben_api.post(URL, body)

    assert (stolen.status_code, list(stolen.json()["errors"])) == (400, ["state"])
    assert nothing_linked()
    assert bank.count(TOKEN) == 0
    assert ana_api.post(URL, body).status_code == 200


def test_a_state_that_is_too_old(ana_api: APIClient, bank: ConsentServer) -> None:
    body = agree(ana_api, bank)

    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=True):
        late = ana_api.post(URL, body)

    assert late.status_code == 400
    assert nothing_linked()


@pytest.mark.parametrize("wrong", [{"code": "x"}, {"state": "x"}, {"code": ""}, {"state": None}])
def test_what_is_not_right(ana_api: APIClient, bank: ConsentServer, wrong: dict[str, Any]) -> None:
    answer = ana_api.post(URL, agree(ana_api, bank) | wrong)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(wrong))
    assert nothing_linked()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(500, {"error": "server_error"}), 503),
        (Fault(429, {"error": "too_many_requests"}, {"Retry-After": "7"}), 503),
        (Fault(200, {"no": "token"}), 502),
        (Fault(200, "words"), 502),
    ],
)
def test_a_bank_that_fails(ana_api: APIClient, bank: ConsentServer, fault: Fault, status: int) -> None:
    body = agree(ana_api, bank)
    bank.fail(TOKEN, fault)

    answer = ana_api.post(URL, body)

    assert answer.status_code == status
    assert bank.url not in answer.content.decode()
    assert nothing_linked()


def test_a_bank_that_was_not_reached_may_be_asked_again(ana_api: APIClient, bank: ConsentServer) -> None:
    body = agree(ana_api, bank)
    bank.fail(TOKEN, Fault(500, {"error": "server_error"}))

    assert ana_api.post(URL, body)["Retry-After"] == "30"
    assert ana_api.post(URL, body).status_code == 200


def test_accounts_that_the_bank_does_not_tell_now_come_later(ana_api: APIClient, bank: ConsentServer) -> None:
    bank.fail("/mockbank/banka/accounts", Fault(500, {"error": "server_error"}))

    assert link(ana_api, bank)["accounts"] == []
    assert SyncRun.objects.get().status == "queued"


def test_the_same_customer_again_is_the_same_connection(ana_api: APIClient, bank: ConsentServer) -> None:
    first = link(ana_api, bank)
    Connection.objects.update(cursor="7", status="needs_reauth", failures=3, last_error="x")

    again = link(ana_api, bank)

    assert again == first
    connection = Connection.objects.get()
    assert (connection.status, connection.failures, connection.last_error) == ("active", 0, "")
    assert (connection.cursor, access_token_of(connection)) == ("7", bank.access)
    assert (Account.objects.count(), SyncRun.objects.count()) == (2, 1)


def test_a_login_that_the_bank_names_anew_is_known_by_its_accounts(
    ana_api: APIClient, bank: ConsentServer
) -> None:
    first = link(ana_api, bank)
    Connection.objects.update(item_id="the old name", cursor="7")

    assert link(ana_api, bank)["connection_id"] == first["connection_id"]
    connection = Connection.objects.get()
    assert (connection.item_id, connection.cursor, connection.epoch) == ("banka-item", "", 2)
    assert Job.objects.filter(kind="providers.revoke").count() == 1


def test_two_people_with_the_same_customer_have_two(
    ana: User, ben: User, ana_api: APIClient, ben_api: APIClient, bank: ConsentServer
) -> None:
    hers, his = link(ana_api, bank), link(ben_api, bank)

    assert hers["connection_id"] != his["connection_id"]
    assert set(Connection.objects.values_list("user", "item_id")) == {
        (ana.pk, "banka-item"),
        (ben.pk, "banka-item"),
    }
    assert Account.objects.for_user(ana).count() == Account.objects.for_user(ben).count() == 2


def test_the_same_key_gets_the_first_answer_and_asks_the_bank_once(
    ana_api: APIClient, bank: ConsentServer
) -> None:
    body = agree(ana_api, bank)

    first, again = (ana_api.post(URL, body, headers={"Idempotency-Key": "k-1"}) for _ in range(2))

    assert (again.status_code, again.json()) == (200, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert bank.count(TOKEN) == 1
    other = ana_api.post(URL, agree(ana_api, bank), headers={"Idempotency-Key": "k-1"})
    assert other.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_callbacks_at_once_with_one_state(
    ana: User, sign_in: Callable[[User], APIClient], bank: ConsentServer
) -> None:
    body = agree(sign_in(ana), bank)
    clients = [sign_in(ana) for _ in range(4)]

    statuses = together(4, lambda: clients.pop().post(URL, body).status_code)

    assert sorted(statuses) == [200, 400, 400, 400]
    assert bank.count(TOKEN) == 1
    assert (Connection.objects.count(), Account.objects.count(), SyncRun.objects.count()) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_visits_at_once_of_one_customer(
    ana: User, sign_in: Callable[[User], APIClient], bank: ConsentServer
) -> None:
    visits = [(client, agree(client, bank)) for client in (sign_in(ana), sign_in(ana))]

    def call() -> int:
        client, body = visits.pop()
        return int(client.post(URL, body).status_code)

    assert together(2, call) == [200, 200]
    assert (Connection.objects.count(), Account.objects.count(), SyncRun.objects.count()) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_bank_is_asked_outside_any_transaction(
    ana: User, sign_in: Callable[[User], APIClient], bank: ConsentServer
) -> None:
    client, inside = sign_in(ana), []
    body = agree(client, bank)
    answer = bank.answer

    def note(request: Request) -> tuple[int, Any]:
        # Another writer gets through while the bank thinks: SQLite has only one.
        User.objects.filter(pk=ana.pk).update(full_name="Ana Anew")
        inside.append(request.path)
        return answer(request)

    bank.answer = note  # type: ignore[method-assign] # this test's own bank
    posted = client.post(URL, body, headers={"Idempotency-Key": "k-2"})

    assert posted.status_code == 200
    assert inside == [TOKEN, "/mockbank/banka/accounts"]
