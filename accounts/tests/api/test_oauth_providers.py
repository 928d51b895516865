from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from accounts.adapters.opaque import hash_secret
from accounts.models import OAuthState
from accounts.services.oauth_states import COOKIE, verifier_of
from accounts.tests.provider import FakeProvider

pytestmark = pytest.mark.django_db

URL = "/api/auth/oauth/providers"


@pytest.mark.parametrize("url", [URL, URL + "/", "/auth/oauth/providers", "/v1/auth/oauth/providers"])
def test_answers_a_bare_array_of_what_is_configured(api: APIClient, provider: FakeProvider, url: str) -> None:
    response = api.get(url)

    google, github = response.json()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert google == {
        "provider": "google",
        "client_id": "moneta-client",
        "authorize_url": google["authorize_url"],
        "scope": "openid email profile",
        "redirect_uri": "https://money.example/auth/callback/google",
        "state": google["state"],
    }
    assert (github["provider"], github["scope"]) == ("github", "read:user user:email")
    assert github["redirect_uri"] == "https://money.example/auth/callback/github"
    assert github["state"] != google["state"]


@pytest.mark.parametrize(
    ("number", "address"),
    [(0, "https://accounts.google.example/auth"), (1, "{base}/login/oauth/authorize")],
)
def test_the_address_is_complete(api: APIClient, provider: FakeProvider, number: int, address: str) -> None:
    start = api.get(URL).json()[number]

    parts = urlsplit(start["authorize_url"])
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert start["authorize_url"].startswith(address.format(base=provider.base) + "?")
    assert query == {
        "response_type": "code",
        "client_id": "moneta-client",
        "redirect_uri": start["redirect_uri"],
        "scope": start["scope"],
        "state": start["state"],
        "code_challenge": query["code_challenge"],
        "code_challenge_method": "S256",
    }
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", query["code_challenge"])


def test_neither_state_nor_verifier_is_in_the_table_and_no_secret_leaves(
    api: APIClient, provider: FakeProvider
) -> None:
    text = api.get(URL).content.decode()

    states = re.findall(r'"state":"([^"]+)"', text)
    rows = repr(list(OAuthState.objects.values()))
    assert {row.state_hash for row in OAuthState.objects.all()} == {hash_secret(state) for state in states}
    assert not any(state in rows or verifier_of(state) in rows + text for state in states)
    assert "hush" not in text


def test_one_without_a_secret_is_not_configured(
    api: APIClient, provider: FakeProvider, settings: Settings
) -> None:
    settings.GOOGLE_CLIENT_SECRET = ""

    assert [start["provider"] for start in api.get(URL).json()] == ["github"]


def test_none(api: APIClient, db: None) -> None:
    response = api.get(URL, HTTP_SEC_FETCH_SITE="same-origin", HTTP_AUTHORIZATION="Bearer expired")

    assert (response.status_code, response.json()) == (200, [])
    assert not OAuthState.objects.exists()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_a_page_of_another_origin_gets_no_cookie(
    api: APIClient, provider: FakeProvider, site: str | None
) -> None:
    response = api.get(URL, headers={"Sec-Fetch-Site": site} if site else {})

    assert COOKIE not in response.cookies
    assert set(OAuthState.objects.values_list("binding", flat=True)) == {""}


def test_our_own_page_gets_a_cookie_that_tabs_share(api: APIClient, provider: FakeProvider) -> None:
    cookies = [api.get(URL, HTTP_SEC_FETCH_SITE="same-origin").cookies[COOKIE] for _ in range(2)]

    cookie = cookies[0]
    assert cookie.value == cookies[1].value
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Strict", True, 600)
    assert set(OAuthState.objects.values_list("binding", flat=True)) == {hash_secret(cookie.value)}


def test_one_statement_writes(
    api: APIClient, provider: FakeProvider, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        api.get(URL)


def test_sixty_a_minute_from_one_address(api: APIClient, provider: FakeProvider, rate_limits: None) -> None:
    statuses = [api.get(URL).status_code for _ in range(61)]

    assert statuses == [200] * 60 + [429]
