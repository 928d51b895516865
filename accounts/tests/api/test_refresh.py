from __future__ import annotations

from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from accounts.adapters import tokens
from accounts.models import AuditEvent, RefreshToken, Session, User
from accounts.tests.factories import PASSWORD
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/refresh"


@pytest.fixture
def traveller() -> Any:
    with time_machine.travel(clock.now(), tick=False) as travel:
        yield travel


def sign_in(api: APIClient) -> dict[str, Any]:
    body: dict[str, Any] = api.post(
        "/api/auth/login", {"email": "ana@example.com", "password": PASSWORD}
    ).json()
    return body


def refresh(api: APIClient, token: str) -> Any:
    return api.post(URL, {"refresh_token": token})


def me(api: APIClient, access: str) -> int:
    return int(api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {access}").status_code)


@pytest.mark.parametrize("url", [URL, URL + "/", "/auth/refresh", "/v1/auth/refresh"])
@pytest.mark.parametrize("name", ["refresh_token", "refresh"])
def test_answers_the_next_pair(api: APIClient, ana: User, url: str, name: str) -> None:
    first = sign_in(api)

    response = api.post(url, {name: first["refresh"]}, HTTP_AUTHORIZATION="Bearer expired")

    body = response.json()
    assert response.status_code == 200
    assert body.keys() == {"access_token", "refresh_token", "token_type", "expires_in", "access", "refresh"}
    assert body["refresh"] == body["refresh_token"] != first["refresh"]
    assert response.headers["Cache-Control"] == "no-store"
    assert me(api, body["access"]) == 200
    assert me(api, first["access"]) == 200


def test_a_repeat_within_the_grace_gets_the_same_pair(api: APIClient, ana: User, traveller: Any) -> None:
    first = sign_in(api)
    second = refresh(api, first["refresh"])
    traveller.shift(10)
    refresh(api, second.json()["refresh"])
    traveller.shift(10)

    again = refresh(api, first["refresh"])

    assert again.content == second.content
    assert RefreshToken.objects.count() == 3
    assert Session.objects.filter(revoked_at=None).count() == 1


def test_reuse_after_the_grace_ends_the_session(api: APIClient, ana: User, traveller: Any) -> None:
    first, elsewhere = sign_in(api), sign_in(api)
    second = refresh(api, first["refresh"]).json()
    traveller.shift(21)

    reuse = refresh(api, first["refresh"])

    assert reuse.status_code == 401
    assert reuse.headers["WWW-Authenticate"] == "Bearer"
    assert refresh(api, second["refresh"]).status_code == 401
    assert (me(api, first["access"]), me(api, second["access"])) == (401, 401)
    assert me(api, elsewhere["access"]) == 200
    assert list(AuditEvent.objects.filter(kind="refresh_reuse").values_list("user", "result")) == [
        (ana.pk, "refused")
    ]
    assert Session.objects.filter(revoked_for="reuse").count() == 1


def test_each_refresh_prolongs_the_session(api: APIClient, ana: User, traveller: Any) -> None:
    body = sign_in(api)
    for _ in range(4):
        traveller.shift(6 * 24 * 3600)
        body = refresh(api, body["refresh"]).json()

    assert me(api, body["access"]) == 200
    traveller.shift(7 * 24 * 3600)
    assert refresh(api, body["refresh"]).status_code == 401
    assert Session.objects.filter(revoked_at=None).count() == 1, "expired is not stolen"


def test_tokens_are_kept_as_hashes_only(api: APIClient, ana: User) -> None:
    token = sign_in(api)["refresh"]

    row = RefreshToken.objects.get()

    jti = tokens.read(token, "refresh").jti
    assert row.token_hash == tokens.hash_id(jti)
    kept = {str(value) for value in RefreshToken.objects.values().get().values()}
    assert not kept & {token, jti}


@pytest.mark.parametrize(
    "ending", ["logout", "disable", "password", "erase"], ids=lambda ending: f"after {ending}"
)
def test_an_ended_session_does_not_refresh(api: APIClient, ana: User, ending: str) -> None:
    body = sign_in(api)
    bearer: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {body['access']}"}
    if ending == "logout":
        api.post("/api/auth/logout", **bearer)
    elif ending == "disable":
        User.objects.update(is_active=False)
    elif ending == "password":
        ana.set_password("another good password")
        ana.save()
    else:
        api.delete("/api/auth/account", {"password": PASSWORD}, **bearer)

    assert refresh(api, body["refresh"]).status_code == 401
    assert me(api, body["access"]) == 401


def test_a_genuine_token_that_was_never_stored_ends_the_session(api: APIClient, ana: User) -> None:
    body = sign_in(api)
    claims = tokens.read(body["refresh"], "refresh")
    forged = tokens.issue_pair(user_id=ana.pk, family=claims.sid, seed="guess", issued_at=clock.now())

    assert refresh(api, forged.refresh).status_code == 401
    assert me(api, body["access"]) == 401


def test_another_users_id_in_the_token_is_refused(api: APIClient, ana: User, ben: User) -> None:
    claims = tokens.read(sign_in(api)["refresh"], "refresh")
    mixed = tokens.issue_pair(user_id=ben.pk, family=claims.sid, seed="s", issued_at=clock.now())

    assert refresh(api, mixed.refresh).status_code == 401
    assert me(api, mixed.access) == 401
    assert Session.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\u0663", "x" * 2_000])
def test_odd_tokens_are_401(api: APIClient, db: None, token: str) -> None:
    assert refresh(api, token).status_code == 401


@pytest.mark.parametrize("body", [None, {}, {"refresh": 7}, {"refresh": "a", "refresh_token": "b"}])
def test_no_token_is_400(api: APIClient, db: None, body: object) -> None:
    assert api.post(URL, body).status_code == 400


def test_an_access_token_is_401(api: APIClient, ana: User) -> None:
    assert refresh(api, sign_in(api)["access"]).status_code == 401


def test_a_session_may_refresh_120_times_a_minute(
    api: APIClient, ana: User, rate_limits: None, traveller: Any
) -> None:
    first, other = sign_in(api), sign_in(api)
    statuses = {refresh(api, first["refresh"]).status_code for _ in range(120)}

    assert statuses == {200}
    assert refresh(api, first["refresh"]).status_code == 429
    assert refresh(api, other["refresh"]).status_code == 200


def test_odd_tokens_are_not_counted(api: APIClient, db: None, rate_limits: None) -> None:
    assert {refresh(api, "a.b.c").status_code for _ in range(121)} == {401}


def test_people_stay_signed_in_while_the_cache_is_down(
    api: APIClient, ana: User, rate_limits: None, settings: Settings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    body = sign_in(api)

    assert refresh(api, body["refresh"]).status_code == 200
    assert me(api, body["access"]) == 200


def test_registering_is_counted_by_the_database_while_the_cache_is_down(
    api: APIClient, db: None, rate_limits: None, settings: Settings
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    statuses = [api.post("/api/auth/register", {}).status_code for _ in range(21)]

    assert statuses == [400] * 20 + [429]


def test_queries(api: APIClient, ana: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    body = sign_in(api)
    with django_assert_num_queries(7):
        refresh(api, body["refresh"])
    with django_assert_num_queries(6):
        refresh(api, body["refresh"])
