from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from config.lib import clock
from providers.models import LinkState
from providers.services.link_states import prune_states
from providers.tests.factories import LinkStateFactory
from providers.tests.plaidserver import PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
URL = "/api/auth/link-bank"


@pytest.fixture(autouse=True)
def _mock_banks(settings: Settings) -> None:
    settings.MOCK_BANKS, settings.MOCK_BANK_URL = True, "http://bank.example"


def test_it_leads_to_the_banks_page_and_back_to_ours(ana: User, ana_api: APIClient) -> None:
    answer = ana_api.post(URL, {"provider_id": "bankb"})

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    body = answer.json()
    parts = urlsplit(body["auth_url"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "http://bank.example/mockbank/bankb/authorize"
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert asked["redirect_uri"] == "http://testserver/app/banks/return"
    assert asked["state"] == body["state"]
    assert (asked["login_hint"], asked["currency"]) == (ana.username, ana.base_currency)
    assert body["expires_in"] == 600


def test_the_state_itself_is_kept_nowhere(ana: User, ana_api: APIClient) -> None:
    state = ana_api.post(URL, {"provider_id": "banka"}).json()["state"]

    row = LinkState.objects.get()
    assert (row.user, row.provider_id, row.used_at, row.connection) == (ana, "banka", None, None)
    assert row.expires_at - row.created_at == timedelta(minutes=10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM providers_linkstate")
        assert state not in str(cursor.fetchall())


@pytest.mark.parametrize(
    "body", [{}, {"provider_id": ""}, {"provider_id": "bankz"}, {"provider_id": 7}, {"provider_id": "plaid"}]
)
def test_what_is_no_bank(ana_api: APIClient, body: dict[str, object]) -> None:
    answer = ana_api.post(URL, body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["provider_id"])
    assert not LinkState.objects.exists()


def test_plaid_has_a_dialogue_of_its_own(ana_api: APIClient, plaid_server: PlaidServer) -> None:
    answer = ana_api.post(URL, {"provider_id": "plaid"})

    assert answer.status_code == 400
    assert "plaid/link-token" in str(answer.json()["errors"])


def test_somebody_who_is_not_signed_in(api: APIClient) -> None:
    assert api.post(URL, {"provider_id": "banka"}).status_code == 401
    assert not LinkState.objects.exists()


def test_old_states_go(ana: User) -> None:
    now = clock.now()
    LinkStateFactory(user=ana, expires_at=now - timedelta(minutes=11))
    kept = LinkStateFactory(user=ana, expires_at=now + timedelta(minutes=1))

    assert prune_states() == 1
    assert list(LinkState.objects.all()) == [kept]
