from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.tests.factories import registration
from preferences.tests.api.expected import DEFAULTS, GRANT
from preferences.tests.api.test_sections import BODIES

pytestmark = pytest.mark.django_db


def signed_up(api: APIClient, **fields: str) -> None:
    token = api.post("/api/auth/register", registration(**fields), format="json").json()["access_token"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")


def test_all_sections_go_back(api: APIClient) -> None:
    signed_up(api)
    for path, body in BODIES.items():
        api.put(f"/api/preferences/{path}", body, format="json")
    api.put("/api/preferences", {"payday": 9, "excluded_accounts": ["Cash"]}, format="json")

    response = api.post("/api/preferences/reset")

    assert (response.status_code, response.json()) == (200, DEFAULTS)
    assert api.get("/api/preferences").json() == DEFAULTS
    assert api.get("/api/auth/me").json()["base_currency"] == "INR"
    assert api.post("/api/preferences/reset").json() == DEFAULTS


def test_the_currency_goes_back_to_the_one_of_the_registration(api: APIClient) -> None:
    signed_up(api, base_currency="EUR")
    european = DEFAULTS | {"display_currency": "EUR", "currency_symbol": "€"}
    assert api.get("/api/preferences").json() == european
    api.patch("/api/auth/me", {"base_currency": "USD"}, format="json")

    assert api.post("/api/preferences/reset").json() == european
    assert api.get("/api/auth/me").json()["base_currency"] == "EUR"


def test_a_reset_of_one_section_is_not_offered(api: APIClient) -> None:
    signed_up(api)
    api.put("/api/preferences", {"payday": 9}, format="json")

    assert api.post("/api/preferences/reset", {"payday": 1}, format="json").status_code == 400
    assert api.post("/api/preferences/reset?section=display").status_code == 400
    assert api.get("/api/preferences").json()["payday"] == 9


def test_the_account_starts_again(api: APIClient) -> None:
    signed_up(api)
    chosen = {"payday": 9, "rsu_grants": [GRANT], "display_currency": "USD"}
    changed = api.put("/api/preferences", chosen, format="json").json()

    api.post("/api/auth/account/reset?mode=transactions")
    assert api.get("/api/preferences").json() == changed

    assert api.post("/api/auth/account/reset").status_code == 200
    assert api.get("/api/preferences").json() == DEFAULTS
    assert api.get("/api/auth/me").json()["base_currency"] == "INR"
