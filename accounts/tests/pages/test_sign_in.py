from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEvent, CookieSession, User
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/app/sign-in"


def sign_in(client: Client, **changed: str) -> Any:
    return client.post(URL, {"email": "ana@example.com", "password": PASSWORD} | changed)


@pytest.fixture(autouse=True)
def _ana(ana: User) -> None:
    ana.set_password(PASSWORD)
    ana.save()


def test_the_form(client: Client) -> None:
    answer = client.get(f"{URL}?next=/app/banks/plaid")

    text = answer.content.decode()
    assert (answer.status_code, 'value="/app/banks/plaid"' in text) == (200, True)
    assert "csrfmiddlewaretoken" in text


def test_signing_in(client: Client, ana: User) -> None:
    answer = sign_in(client, next="/app/banks/return?code=1")

    assert (answer.status_code, answer["Location"]) == (302, "/app/banks/return?code=1")
    assert CookieSession.objects.get().user == ana
    assert AuditEvent.objects.filter(user=ana, kind="login", detail="page").count() == 1
    assert client.get("/api/auth/me").json()["email"] == "ana@example.com"


@pytest.mark.parametrize("elsewhere", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(client: Client, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/app/banks"


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"password": "wrong"}, 401), ({"email": "nobody@example.com"}, 401), ({"password": ""}, 400)],
)
def test_who_is_not_let_in(client: Client, changed: dict[str, str], status: int) -> None:
    answer = sign_in(client, **changed)

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not CookieSession.objects.exists()


def test_only_some_tries(client: Client, rate_limits: None) -> None:
    statuses = [sign_in(client, password="wrong").status_code for _ in range(7)]

    assert statuses[-1] == 429
    assert sign_in(client).status_code == 429


def test_where_passwords_are_switched_off(client: Client, settings: Settings) -> None:
    settings.AUTH_PASSWORD_ENABLED = False
    assert sign_in(client).status_code == 403


def test_a_post_needs_the_token_of_the_page() -> None:
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403
