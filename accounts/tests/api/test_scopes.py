"""Every route of the house with a personal API token of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from drf_spectacular.generators import EndpointEnumerator
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.api_tokens import create_api_token
from config.tests.endpoints.endpoint import end

pytestmark = pytest.mark.django_db

Route = tuple[str, str]
# What no token may call. A route that is added to or taken from these is a decision: write it here too.
LOGIN_ONLY = {
    ("POST", "/api/auth/logout"),
    ("DELETE", "/api/auth/account"),
    ("DELETE", "/api/users/me"),
    ("POST", "/api/auth/account/reset"),
    ("POST", "/api/auth/password/change"),
    ("GET", "/api/auth/sessions"),
    ("DELETE", "/api/auth/sessions/{pk}"),
    ("GET", "/api/auth/api-tokens"),
    ("POST", "/api/auth/api-tokens"),
    ("DELETE", "/api/auth/api-tokens/{pk}"),
    ("POST", "/api/auth/link-bank"),
    ("POST", "/api/auth/callback"),
    ("POST", "/api/connections/{pk}/relink"),
    ("POST", "/api/plaid/link-token"),
    ("POST", "/api/plaid/item/public-token/exchange"),
}
# A method that reads and is not safe: {route: "read"}.
DECLARED: dict[Route, str] = {}


def private_routes() -> Iterator[Route]:
    for path, _, method, callback in EndpointEnumerator().get_api_endpoints():  # type: ignore[no-untyped-call]  # untyped library
        view = getattr(callback, "cls", None)
        if path.startswith("/api/") and view is not None and view.permission_classes:
            yield method, re.sub("/$", "", path)


ROUTES = sorted(set(private_routes()))


def need(route: Route) -> str:
    return DECLARED.get(route) or ("read" if route[0] == "GET" else "write")


def refusal(user: User, route: Route, *scopes: str) -> str:
    """The scope's refusal of a token of that kind; "" when the view itself was asked."""
    _, text = create_api_token(user=user, name="walk", scopes=list(scopes), days=1)  # type: ignore[arg-type]  # words of a table
    method, path = route
    url = re.sub(r"\{\w+\}", "1", path)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    response = getattr(client, method.lower())(url)
    assert response.status_code != 401, url
    if response.status_code != 403:
        if response.streaming:
            end(response)
        return ""
    return str(response.json()["error"])


def test_the_walk_finds_the_house() -> None:
    assert len(ROUTES) > 60
    assert {("GET", "/api/auth/me"), ("GET", "/api/transactions"), ("POST", "/api/upload")} < set(ROUTES)
    assert set(ROUTES) > LOGIN_ONLY


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_token_calls_what_its_scopes_say(ana: User, route: Route) -> None:
    granted = need(route)
    other = {"read": "write", "write": "read"}[granted]

    if route in LOGIN_ONLY:
        assert refusal(ana, route, "read", "write") == "login_required"
    else:
        assert refusal(ana, route, other) == "insufficient_scope"
        assert refusal(ana, route, granted) == ""
        assert refusal(ana, route, "read", "write") == ""


@pytest.mark.parametrize("url", ["/auth/me", "/v1/auth/me", "/api/finance/categories", "/api/auth/me/"])
def test_other_mounts_and_head_are_no_way_round(ana: User, url: str) -> None:
    _, text = create_api_token(user=ana, name="w", scopes=["write"], days=1)

    for method in ("get", "head"):
        call = getattr(APIClient(), method)
        assert call(url, HTTP_AUTHORIZATION=f"Bearer {text}").status_code == 403


def test_a_sign_in_calls_everything(ana_api: APIClient) -> None:
    assert ana_api.get("/api/auth/sessions").status_code == 200
    assert ana_api.post("/api/auth/logout").status_code == 200
