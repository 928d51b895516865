from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rest_framework.test import APIClient

from providers.tests.plaidserver import PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def ids(api: APIClient) -> list[str]:
    answer = api.get("/api/providers")
    assert answer.status_code == 200
    return [one["id"] for one in answer.json()["providers"]]


def test_mock_banks_are_there_while_they_are_switched_on(api: APIClient, settings: Settings) -> None:
    settings.MOCK_BANKS = True
    assert ids(api) == ["banka", "bankb", "bankc"]
    first = api.get("/v1/providers/").json()["providers"][0]
    assert first == {
        "id": "banka",
        "name": first["name"],
        "kind": "mock",
        "capabilities": first["capabilities"],
    }

    settings.MOCK_BANKS = False
    assert ids(api) == []


def test_plaid_is_there_once_it_is_configured(api: APIClient, plaid_server: PlaidServer) -> None:
    assert ids(api)[-1] == "plaid"


def test_an_expired_token_does_not_matter(api: APIClient) -> None:
    api.credentials(HTTP_AUTHORIZATION="Bearer x.y.z")
    assert api.get("/api/providers").status_code == 200
