from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.adapters.opaque import hash_secret
from accounts.models import ApiToken, AuditEvent, User
from accounts.services.api_tokens import MOST, prune_api_tokens
from accounts.services.erasure import erase_account
from accounts.tests.factories import AT, PASSWORD, ApiTokenFactory
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/api-tokens"


def new_token(client: APIClient, **changes: Any) -> str:
    response = client.post(URL, {"name": "sync script", "scopes": ["read", "write"], **changes})
    assert response.status_code == 201
    return str(response.json()["token"])


def with_token(text: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


@pytest.mark.parametrize("url", [URL, URL + "/", "/auth/api-tokens", "/v1/auth/api-tokens"])
def test_a_new_one_is_shown_once_and_kept_as_a_hash(ana_api: APIClient, ana: User, url: str) -> None:
    with time_machine.travel(clock.now(), tick=False):
        response = ana_api.post(url, {"name": "  My  script ", "scopes": ["write", "read"]})
        expires = clock.now() + timedelta(days=90)

    body, row = response.json(), ApiToken.objects.get()
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    assert body == {
        "id": row.pk,
        "name": "My script",
        "hint": body["token"][:8],
        "scopes": ["read", "write"],
        "created_at": body["created_at"],
        "expires_at": body["expires_at"],
        "last_used_at": None,
        "token": body["token"],
    }
    assert body["token"].startswith("mon_")
    assert len(body["token"]) == 47
    assert (row.user, row.token_hash, row.expires_at) == (ana, hash_secret(body["token"]), expires)
    assert body["token"] not in repr(list(ApiToken.objects.values()))
    assert "token" not in ana_api.get(URL).json()["data"][0]
    event = AuditEvent.objects.get(kind="token_created")
    assert (event.user, event.detail) == (ana, body["hint"])


def test_a_repeat_with_an_idempotency_key_keeps_no_token(ana_api: APIClient) -> None:
    body = {"name": "x", "scopes": ["read"]}
    texts = {ana_api.post(URL, body, HTTP_IDEMPOTENCY_KEY="k").json()["token"] for _ in range(2)}

    assert len(texts) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
        ({"scopes": "read"}, "scopes"),
        ({"scopes": ["read", "read", "read"]}, "scopes"),
        ({"expires_in_days": 0}, "expires_in_days"),
        ({"expires_in_days": 3651}, "expires_in_days"),
        ({"expires_in_days": "soon"}, "expires_in_days"),
    ],
)
def test_a_wrong_field_is_named(ana_api: APIClient, changes: dict[str, Any], field: str) -> None:
    response = ana_api.post(URL, {"name": "x", "scopes": ["read"], **changes})

    assert response.status_code == 400
    assert any(name.startswith(field) for name in response.json()["errors"])
    assert not ApiToken.objects.exists()


def test_one_may_live_until_it_is_deleted(ana_api: APIClient) -> None:
    client = with_token(new_token(ana_api, expires_in_days=None))

    with time_machine.travel(clock.now() + timedelta(days=5000)):
        assert client.get("/api/auth/me").status_code == 200


def test_one_expires(ana_api: APIClient) -> None:
    client = with_token(new_token(ana_api, expires_in_days=1))
    start, statuses = clock.now(), []

    for hours in (23, 25):
        with time_machine.travel(start + timedelta(hours=hours)):
            statuses.append(client.get("/api/auth/me").status_code)

    assert statuses == [200, 401]


def test_fifty_are_the_most(ana_api: APIClient, ana: User, ben_api: APIClient) -> None:
    ApiTokenFactory.create_batch(MOST, user=ana)

    response = ana_api.post(URL, {"name": "x", "scopes": ["read"]})

    assert response.status_code == 409
    assert ApiToken.objects.count() == MOST
    new_token(ben_api)


def test_the_list_has_ones_own_live_ones_newest_first(ana_api: APIClient, ana: User, ben: User) -> None:
    now = clock.now()
    ApiTokenFactory(user=ben, name="foreign")
    ApiTokenFactory(user=ana, name="old", created_at=AT)
    ApiTokenFactory(user=ana, name="new", expires_at=now + timedelta(days=1), created_at=now)
    ApiTokenFactory(user=ana, name="expired", expires_at=now)
    ApiTokenFactory(user=ana, name="ended", password_mark="another")

    response = ana_api.get(URL)

    assert [row["name"] for row in response.json()["data"]] == ["new", "old"]
    assert response.json()["total"] == 2
    assert response.headers["Cache-Control"] == "no-store"


def test_delete_ends_it_at_once(ana_api: APIClient, ana: User) -> None:
    client = with_token(new_token(ana_api))
    row = ApiToken.objects.get()

    statuses = [ana_api.delete(f"{URL}/{row.pk}").status_code for _ in range(2)]

    assert statuses == [204, 404]
    assert client.get("/api/auth/me").status_code == 401
    assert AuditEvent.objects.filter(user=ana, kind="token_revoked", detail=row.hint).count() == 1


@pytest.mark.parametrize("pk", ["0", "x", "1e3", "99999999999999999999", "%00"])
def test_odd_ids_are_404(ana_api: APIClient, pk: str) -> None:
    assert ana_api.delete(f"{URL}/{pk}").status_code == 404


def test_a_strangers_token_is_missing(ana_api: APIClient, ben: User) -> None:
    row = ApiTokenFactory(user=ben)

    assert ana_api.delete(f"{URL}/{row.pk}").status_code == 404
    assert ApiToken.objects.filter(pk=row.pk).exists()


def test_one_query_tells_who_it_is(
    ana_api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = with_token(new_token(ana_api))
    client.get("/api/auth/me")

    with django_assert_num_queries(1):
        assert client.get("/api/auth/me").json()["email"] == "ana@example.com"


def test_the_last_use_is_written_once_a_minute(ana_api: APIClient) -> None:
    client = with_token(new_token(ana_api))
    start, seen = clock.now(), []

    for seconds in (0, 59, 61, 90, 122):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get("/api/auth/me")
        used = ApiToken.objects.get().last_used_at
        assert used is not None
        seen.append((used - start).total_seconds())

    assert seen == [0, 0, 61, 61, 122]


@pytest.mark.parametrize("text", ["mon_", "mon_x", "mon_" + "x" * 5_000, "mon_\xe9", "MON_x"])
def test_anything_but_a_live_token_is_401(api: APIClient, db: None, text: str) -> None:
    response = api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {text}")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("door", ["api", "admin", "disable", "erase"])
def test_what_ends_access_ends_the_tokens_at_once(ana_api: APIClient, ana: User, door: str) -> None:
    client = with_token(new_token(ana_api))

    if door == "api":
        body = {"current_password": PASSWORD, "new_password": "another good one"}
        assert ana_api.post("/api/auth/password/change", body).status_code == 200
    elif door == "admin":
        User.objects.filter(pk=ana.pk).update(password=make_password("another good one"))
    elif door == "disable":
        User.objects.filter(pk=ana.pk).update(is_active=False)
    else:
        erase_account(user=ana)

    assert client.get("/api/auth/me").status_code == 401


def test_a_token_is_no_recent_sign_in(ana_api: APIClient, ana: User) -> None:
    client = with_token(new_token(ana_api))
    password = make_password(None)
    User.objects.filter(pk=ana.pk).update(password=password, last_login=clock.now())
    ana.password = password
    ApiToken.objects.update(password_mark=ana.get_session_auth_hash())

    response = client.patch("/api/auth/me", {"email": "other@example.com"})

    assert response.status_code == 403
    assert response.json()["error"] == "reauthentication_required"
    assert User.objects.filter(email="ana@example.com").exists()


def test_expired_ones_are_forgotten_by_the_daily_job(ana: User) -> None:
    ApiTokenFactory(user=ana, expires_at=clock.now())
    kept = {ApiTokenFactory(user=ana).pk, ApiTokenFactory(user=ana, expires_at=clock.now() + timedelta(1)).pk}

    assert prune_api_tokens() == 1
    assert set(ApiToken.objects.values_list("pk", flat=True)) == kept
