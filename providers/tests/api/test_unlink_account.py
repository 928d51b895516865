from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, Transaction
from providers.models import Connection, Revocation
from providers.tests.api.visit import link
from providers.tests.consentserver import ACCOUNTS, ConsentServer, new_row
from providers.tests.linked import sync

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/accounts"


@pytest.fixture
def linked(ana_api: APIClient, bank: ConsentServer) -> Connection:
    """Ana's, with a row in each of its two accounts."""
    for number, account in enumerate(ACCOUNTS):
        bank.history.put(f"t{number}", new_row(f"t{number}", "-5", account=account))
    connection = Connection.objects.get(pk=link(ana_api, bank)["connection_id"])
    sync(connection)
    return connection


def state(linked: Connection) -> tuple[str, list[str], int]:
    linked.refresh_from_db()
    return linked.status, linked.unlinked, Revocation.objects.count()


def ids() -> list[int]:
    return list(Account.objects.order_by("pk").values_list("pk", flat=True))


def test_an_account_shows_what_feeds_it(ana_api: APIClient, linked: Connection) -> None:
    first = ana_api.get(f"{URL}/{ids()[0]}?limit=1").json()

    assert (first["provider_id"], first["connection_id"]) == ("banka", linked.pk)
    assert (first["current_balance"], first["available_balance"], first["mask"]) == (1500.5, 1480.0, "4821")
    assert first["last_synced"] is not None
    assert [row["signed_amount"] for row in first["recent_transactions"]] == [-5.0]


def test_one_account_is_passed_over_and_the_rest_goes_on(
    ana_api: APIClient, linked: Connection, bank: ConsentServer
) -> None:
    first, second = ids()

    assert ana_api.delete(f"{URL}/{first}").status_code == 204

    assert state(linked) == ("active", [ACCOUNTS[0]], 0)
    for number, account in enumerate(ACCOUNTS):
        bank.history.put(f"new{number}", new_row(f"new{number}", "-7", account=account))
    assert sync(linked).inserted == 1
    assert Account.objects.get(pk=first).is_active is False
    assert Transaction.objects.live().filter(account=first).count() == 1
    assert Transaction.objects.live().filter(account=second).count() == 2


def test_a_purged_account_does_not_come_back(ana_api: APIClient, linked: Connection) -> None:
    first, second = ids()

    assert ana_api.delete(f"{URL}/{first}?purge=true").status_code == 204
    assert sync(linked).status == "ok"

    assert ids() == [second]
    assert list(Transaction.objects.values_list("account", flat=True)) == [second]
    assert state(linked) == ("active", [ACCOUNTS[0]], 0)


def test_the_last_account_takes_the_token_with_it(ana_api: APIClient, linked: Connection) -> None:
    first, second = ids()
    ana_api.delete(f"{URL}/{first}")

    assert ana_api.delete(f"{URL}/{second}").status_code == 204

    assert state(linked) == ("disconnected", sorted(ACCOUNTS), 1)
    assert linked.access_token == ""
    assert Transaction.objects.live().count() == 2


def test_an_account_by_hand_ends_no_link(ana: User, ana_api: APIClient, linked: Connection) -> None:
    made = ana_api.post(URL, {"name": "By hand"}).json()

    assert ana_api.delete(f"{URL}/{made['id']}").status_code == 204

    assert state(linked) == ("active", [], 0)


def test_linking_again_brings_it_back(ana_api: APIClient, linked: Connection, bank: ConsentServer) -> None:
    first, _ = ids()
    ana_api.delete(f"{URL}/{first}")

    link(ana_api, bank)
    sync(linked)

    assert Account.objects.get(pk=first).is_active is True
    assert state(linked) == ("active", [], 0)
