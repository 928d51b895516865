from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account
from providers.models import Connection, SyncRun
from providers.services.tokens import access_token_of
from providers.tests.linked import link
from providers.tests.plaidserver import PlaidServer, error

pytestmark = pytest.mark.django_db
TOKEN, EXCHANGE = "/api/plaid/link-token", "/api/plaid/item/public-token/exchange"


def sent(server: PlaidServer, path: str) -> Any:
    return [request.body for request in server.requests if request.path == path][-1]


@pytest.mark.parametrize(("url", "body"), [(TOKEN, {}), (EXCHANGE, {"public_token": "x"})])
def test_without_plaid(ana_api: APIClient, url: str, body: dict[str, str]) -> None:
    answer = ana_api.post(url, body)

    assert answer.status_code == 503
    assert answer.json()["error"] == "Plaid is not configured"
    assert "PLAID_CLIENT_ID" in answer.json()["detail"]


@pytest.mark.parametrize("url", [TOKEN, "/v1/plaid/link-token/"])
@pytest.mark.parametrize("body", [None, {"products": ["transactions"]}])
def test_a_token_for_the_dialogue(
    ana_api: APIClient, plaid_server: PlaidServer, url: str, body: dict[str, Any] | None
) -> None:
    answer = ana_api.post(url, body)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert answer.json()["link_token"].startswith("link-sandbox-")
    assert answer.json()["expiration"] == "2099-01-01T00:00:00Z"


def test_who_it_is_for_is_not_said(
    ana: User, ana_api: APIClient, ben_api: APIClient, plaid_server: PlaidServer
) -> None:
    names = []
    for api in (ana_api, ana_api, ben_api):
        api.post(TOKEN)
        names.append(sent(plaid_server, "/link/token/create")["user"]["client_user_id"])

    assert names[0] == names[1] != names[2]
    assert str(ana.pk) != names[0]
    assert "webhook" not in sent(plaid_server, "/link/token/create")


def test_a_webhook_is_asked_for_where_plaid_can_reach_it(
    ana_api: APIClient, plaid_server: PlaidServer
) -> None:
    ana_api.post(TOKEN, secure=True)
    assert sent(plaid_server, "/link/token/create")["webhook"] == "https://testserver/api/sync/plaid/webhook"


def test_what_the_dialogue_gave_becomes_a_link(
    ana: User, ana_api: APIClient, plaid_server: PlaidServer
) -> None:
    item = plaid_server.new_item()
    body = {
        "public_token": plaid_server.public_token(item),
        "institution_id": "ins_1",
        "institution_name": "First Platypus Bank",
    }

    answer = ana_api.post(EXCHANGE, body)

    connection, account = Connection.objects.get(), Account.objects.get()
    assert answer.json() == {
        "status": "linked",
        "item_id": item.id,
        "connection_id": connection.pk,
        "accounts": [{"id": account.pk, "name": account.name}],
    }
    assert (connection.user, connection.provider_id) == (ana, "plaid")
    assert connection.institution == "First Platypus Bank"
    assert access_token_of(connection) == item.access_token
    assert SyncRun.objects.get().trigger == "link"


def test_a_public_token_works_once(ana_api: APIClient, plaid_server: PlaidServer) -> None:
    body = {"public_token": plaid_server.public_token(plaid_server.new_item())}
    key = {"Idempotency-Key": "k-1"}

    first, replayed = (ana_api.post(EXCHANGE, body, headers=key) for _ in range(2))
    again = ana_api.post(EXCHANGE, body)

    assert (first.status_code, replayed.json()) == (200, first.json())
    assert (again.status_code, list(again.json()["errors"])) == (400, ["public_token"])
    assert Connection.objects.count() == SyncRun.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"public_token": ""}, {"public_token": "x", "secret": 1}])
def test_what_is_not_right(ana_api: APIClient, plaid_server: PlaidServer, body: dict[str, Any]) -> None:
    assert ana_api.post(EXCHANGE, body).status_code == 400
    assert not plaid_server.requests


@pytest.mark.parametrize(
    ("code", "status"),
    [("INVALID_API_KEYS", 502), ("RATE_LIMIT_EXCEEDED", 503), ("INTERNAL_SERVER_ERROR", 503)],
)
def test_plaid_fails(ana_api: APIClient, plaid_server: PlaidServer, code: str, status: int) -> None:
    plaid_server.fail("/link/token/create", error(code))
    assert ana_api.post(TOKEN).status_code == status


def test_renewing_a_consent_of_plaids(ana: User, ana_api: APIClient, plaid_server: PlaidServer) -> None:
    item = plaid_server.new_item()
    connection = link(ana, item)

    body = ana_api.post(f"/api/connections/{connection.pk}/relink").json()

    assert (body["provider_id"], body["auth_url"]) == ("plaid", None)
    assert body["link_token"].startswith("link-sandbox-")
    assert sent(plaid_server, "/link/token/create")["access_token"] == item.access_token


def test_a_session_cookie_needs_the_csrf_token(ana: User, plaid_server: PlaidServer) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    refused = client.post(TOKEN, json.dumps({}), content_type="application/json")
    assert refused.status_code == 403
    assert not plaid_server.requests
