from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import ApiToken, AuditEvent, CookieSession, Session, User
from accounts.tests.factories import PASSWORD, ApiTokenFactory

pytestmark = pytest.mark.django_db

URL = "/api/auth/password/change"
NEW = "another good one"


def body(**changes: Any) -> dict[str, Any]:
    return {"current_password": PASSWORD, "new_password": NEW, **changes}


@pytest.mark.parametrize("url", [URL, "/auth/password/change/", "/v1/auth/password/change"])
def test_ends_every_access_but_this_one(ana_api: APIClient, ana: User, ben_api: APIClient, url: str) -> None:
    other = APIClient()
    pair = other.post("/api/auth/login", {"email": ana.email, "password": PASSWORD}).json()
    other.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")
    Client().force_login(ana)
    ApiTokenFactory(user=ana)

    response = ana_api.post(url, body())

    assert (response.status_code, list(response.json())) == (200, ["message"])
    assert ana_api.get("/api/auth/me").status_code == 200
    assert other.get("/api/auth/me").status_code == 401
    assert APIClient().post("/api/auth/refresh", {"refresh": pair["refresh"]}).status_code == 401
    assert ben_api.get("/api/auth/me").status_code == 200
    assert not ApiToken.objects.exists()
    assert not CookieSession.objects.exists()
    assert Session.objects.filter(user=ana, revoked_for="password").count() == 1
    assert AuditEvent.objects.filter(user=ana, kind="password_change", result="ok").count() == 1
    ana.refresh_from_db()
    assert ana.check_password(NEW)


def test_the_session_that_stays_can_be_refreshed(api: APIClient, ana: User) -> None:
    pair = api.post("/api/auth/login", {"email": ana.email, "password": PASSWORD}).json()
    bearer = f"Bearer {pair['access']}"
    assert api.post(URL, body(), HTTP_AUTHORIZATION=bearer).status_code == 200

    assert api.post("/api/auth/refresh", {"refresh": pair["refresh"]}).status_code == 200


def test_a_cookie_that_asked_stays(ana: User, ana_api: APIClient) -> None:
    client = Client()
    client.force_login(ana)

    assert client.post(URL, body(), content_type="application/json").status_code == 200

    assert client.get("/api/auth/me").status_code == 200
    assert ana_api.get("/api/auth/me").status_code == 401


def test_old_password_is_another_name(ana_api: APIClient) -> None:
    assert ana_api.post(URL, {"old_password": PASSWORD, "new_password": NEW}).status_code == 200


@pytest.mark.parametrize("wrong", [{"current_password": "wrong"}, {"current_password": None}])
def test_without_proof_nothing_changes(ana_api: APIClient, ana: User, wrong: dict[str, Any]) -> None:
    response = ana_api.post(URL, body(**wrong))

    assert (response.status_code, response.json()["error"]) == (403, "reauthentication_required")
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    assert ana_api.get("/api/auth/me").status_code == 200


@pytest.mark.parametrize("new", ["short", "x" * 129, "password123", "ana@example.com", None])
def test_a_password_against_the_rules_is_400(ana_api: APIClient, ana: User, new: str | None) -> None:
    response = ana_api.post(URL, body(new_password=new))

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"new_password"}
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    assert not AuditEvent.objects.filter(kind="password_change").exists()


def test_guessing_is_limited(ana_api: APIClient, ana: User, rate_limits: None) -> None:
    wrong = [ana_api.post(URL, body(current_password="wrong")).status_code for _ in range(5)]

    assert wrong == [403] * 5
    assert ana_api.post(URL, body()).status_code == 429


def test_who_has_none_sets_one_after_a_recent_sign_in(ana: User) -> None:
    ana.password = make_password(None)
    ana.save()
    client = Client()
    client.force_login(ana)

    assert client.post(URL, {"new_password": NEW}, content_type="application/json").status_code == 200
    assert User.objects.get(pk=ana.pk).check_password(NEW)


def test_password_mode_off(ana_api: APIClient, settings: Settings) -> None:
    settings.AUTH_PASSWORD_ENABLED = False

    response = ana_api.post(URL, body())

    assert (response.status_code, response.json()["error"]) == (403, "Password login is switched off")
