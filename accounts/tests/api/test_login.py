from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from accounts.models import AuditEvent, LoginThrottle, Session, User
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

URL = "/api/auth/login"
WRONG = "The e-mail address or the password is not right"


def login(api: APIClient, email: str = "ana@example.com", password: str = PASSWORD, **extra: Any) -> Any:
    return api.post(URL, {"email": email, "password": password}, **extra)


@pytest.mark.parametrize(
    "url", [URL, "/auth/login/", "/v1/auth/login", "/api/auth/token", "/v1/auth/token", "/auth/token/"]
)
def test_answers_a_pair_and_the_user(api: APIClient, ana: User, url: str) -> None:
    response = api.post(
        url, {"email": "Ana@Example.com ", "password": PASSWORD, "external_id": "x", "otp": ""}
    )

    body = response.json()
    ana.refresh_from_db()
    assert response.status_code == 200
    assert body.keys() == {
        "access_token", "refresh_token", "token_type", "expires_in", "access", "refresh", "user"
    }  # fmt: skip
    assert (body["token_type"], body["expires_in"]) == ("bearer", 1800)
    assert body["user"]["id"] == ana.pk
    assert ana.last_login is not None
    assert response.headers["Cache-Control"] == "no-store"
    assert api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {body['access_token']}").status_code == 200
    assert list(AuditEvent.objects.values_list("user", "kind", "result")) == [(ana.pk, "login", "ok")]


def test_every_failure_answers_the_same(api: APIClient, ana: User) -> None:
    UserFactory(email="gone@example.com", is_active=False)
    UserFactory(email="oauth@example.com", password=make_password(None))

    answers = [
        login(api, password="wrong password"),
        login(api, email="nobody@example.com"),
        login(api, email="gone@example.com"),
        login(api, email="gone@example.com", password="wrong password"),
        login(api, email="oauth@example.com"),
        login(api, email="not an address"),
        login(api, password=""),
        login(api, password="x" * 2_000),
    ]

    assert {response.status_code for response in answers} == {401}
    assert {response.json()["error"] for response in answers} == {WRONG}
    assert {response.headers["WWW-Authenticate"] for response in answers} == {"Bearer"}
    assert not Session.objects.exists()
    assert set(AuditEvent.objects.values_list("kind", "result")) == {("login_failed", "refused")}
    assert AuditEvent.objects.filter(user=ana).count() == 3


@pytest.mark.parametrize("body", [None, {}, {"email": "ana@example.com"}, {"email": 1, "password": []}, []])
def test_a_body_of_another_form_is_400(api: APIClient, body: object) -> None:
    assert api.post(URL, body).status_code == 400


def test_password_mode_off(api: APIClient, ana: User, settings: Settings) -> None:
    settings.AUTH_PASSWORD_ENABLED = False

    for url in (URL, "/api/auth/token"):
        response = api.post(url, {"email": "ana@example.com", "password": PASSWORD})
        assert response.status_code == 403
        assert response.json()["detail"].startswith("Sign in through one of the providers")
    assert not Session.objects.exists()


def test_the_sixth_attempt_waits_even_with_the_right_password(
    api: APIClient, ana: User, rate_limits: None
) -> None:
    failures = [login(api, password="wrong password").status_code for _ in range(5)]

    response = login(api)

    assert failures == [401] * 5
    assert response.status_code == 429
    assert 290 <= int(response.headers["Retry-After"]) <= 300
    assert not Session.objects.exists()


def test_unknown_accounts_wait_alike(api: APIClient, rate_limits: None) -> None:
    statuses = [login(api, email="nobody@example.com").status_code for _ in range(6)]

    assert statuses == [401] * 5 + [429]


def test_a_right_password_starts_the_count_again(api: APIClient, ana: User, rate_limits: None) -> None:
    statuses = []
    for _ in range(3):
        statuses += [login(api, password="wrong password").status_code for _ in range(4)]
        statuses.append(login(api, email="ANA@example.com").status_code)

    assert statuses == ([401] * 4 + [200]) * 3


def test_twenty_a_minute_from_one_address_whatever_it_claims(api: APIClient, rate_limits: None) -> None:
    statuses = [
        login(
            api, email=f"person{number}@example.com", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"
        ).status_code
        for number in range(21)
    ]

    assert statuses == [401] * 20 + [429]
    assert LoginThrottle.objects.count() == 21, "the refused one is not counted against its account"
    assert login(api, email="x@example.com", REMOTE_ADDR="203.0.113.7").status_code == 401


def test_the_table_of_counts_names_nobody(api: APIClient, rate_limits: None) -> None:
    login(api, email="nobody@example.com", REMOTE_ADDR="203.0.113.7")

    keys = "".join(LoginThrottle.objects.values_list("key", flat=True))

    assert len(keys) == 128
    assert "nobody" not in keys
    assert "203.0" not in keys


def test_limits_off(api: APIClient, ana: User) -> None:
    for _ in range(10):
        login(api, password="wrong password")

    assert login(api).status_code == 200
    assert not LoginThrottle.objects.exists()


def test_queries(
    api: APIClient, ana: User, rate_limits: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    login(api)
    with django_assert_num_queries(16):
        login(api)
