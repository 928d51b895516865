from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import AuditEvent, CookieSession, Session, User
from accounts.tests.factories import PASSWORD, UserFactory
from config.lib import clock
from preferences.models import DataVersion

pytestmark = pytest.mark.django_db

ERASE_URLS = ["/api/auth/account", "/auth/account/", "/v1/auth/account", "/api/users/me", "/users/me/"]


@pytest.mark.parametrize("url", ["/api/auth/logout", "/auth/logout/", "/v1/auth/logout"])
def test_logout_kills_access_at_once(ana_api: APIClient, ben_api: APIClient, ana: User, url: str) -> None:
    response = ana_api.post(url)

    assert (response.status_code, response.json()) == (200, {"message": "Logged out successfully"})
    assert ana_api.get("/api/auth/me").status_code == 401
    assert ben_api.get("/api/auth/me").status_code == 200
    assert Session.objects.filter(revoked_for="logout").values_list("user", flat=True).get() == ana.pk
    assert AuditEvent.objects.filter(user=ana, kind="logout").count() == 1


def test_logout_of_one_device_leaves_the_other(ana_api: APIClient, ana: User, api: APIClient) -> None:
    body = api.post("/api/auth/login", {"email": ana.email, "password": PASSWORD}).json()

    ana_api.post("/api/auth/logout")

    assert api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {body['access']}").status_code == 200


def test_logout_with_a_cookie_ends_the_cookie(ana: User) -> None:
    client = Client()
    client.force_login(ana)
    assert CookieSession.objects.values_list("user", flat=True).get() == ana.pk

    assert client.post("/api/auth/logout").status_code == 200

    assert not CookieSession.objects.exists()
    assert client.get("/api/auth/me").status_code == 401


def test_a_cookie_needs_the_csrf_token_for_unsafe_methods(ana: User) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(ana)

    assert client.get("/api/auth/me").status_code == 200
    assert client.post("/api/auth/logout").status_code == 403
    assert CookieSession.objects.count() == 1


@pytest.mark.parametrize("url", ERASE_URLS)
def test_erase_with_the_password_in_the_body(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    response = ana_api.delete(url, {"password": PASSWORD})

    assert (response.status_code, response.json()) == (200, {"message": "Account deleted. All data erased."})
    assert list(User.objects.all()) == [ben]
    assert ana_api.get("/api/auth/me").status_code == 401
    assert ana_api.delete(url, {"password": PASSWORD}).status_code == 401


def test_erase_with_the_password_in_the_header(ana: User, ana_api: APIClient) -> None:
    ana.set_password("pässwörd 金庫 1")
    ana.save()
    client = APIClient()
    body = client.post("/api/auth/login", {"email": ana.email, "password": "pässwörd 金庫 1"}).json()
    header = "pässwörd 金庫 1".encode().decode("latin-1")

    response = client.delete(
        "/api/auth/account",
        HTTP_AUTHORIZATION=f"Bearer {body['access']}",
        HTTP_X_CONFIRM_PASSWORD=header,
    )

    assert response.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("url", ERASE_URLS)
@pytest.mark.parametrize("body", [None, {}, {"password": ""}, {"password": "wrong password"}])
def test_without_proof_nothing_is_erased(
    ana_api: APIClient, ana: User, url: str, body: dict[str, str] | None
) -> None:
    response = ana_api.delete(url, body)

    assert response.status_code == 403
    assert response.json()["error"] == "reauthentication_required"
    assert User.objects.filter(pk=ana.pk).exists()
    assert ana_api.get("/api/auth/me").status_code == 200


def test_guessing_the_password_is_limited(ana_api: APIClient, ana: User, rate_limits: None) -> None:
    wrong = [ana_api.delete("/api/auth/account", {"password": "wrong"}).status_code for _ in range(5)]

    response = ana_api.delete("/api/auth/account", {"password": PASSWORD})

    assert wrong == [403] * 5
    assert response.status_code == 429
    assert User.objects.filter(pk=ana.pk).exists()
    assert AuditEvent.objects.filter(kind="reauthentication_failed", result="refused", user=ana).count() == 5


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 403)])
def test_without_a_password_a_recent_sign_in_is_the_proof(minutes: int, status: int) -> None:
    user = UserFactory(password=make_password(None))
    client = Client()
    client.force_login(user)

    with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
        response = client.delete("/api/auth/account")

    assert response.status_code == status
    assert User.objects.filter(pk=user.pk).exists() is (status == 403)


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 403)])
def test_the_session_of_a_token_says_when_the_sign_in_was(
    ana_api: APIClient, ana: User, minutes: int, status: int
) -> None:
    ana.set_unusable_password()
    ana.save()
    Session.objects.update(
        password_mark=ana.get_session_auth_hash(), created_at=clock.now() - timedelta(minutes=minutes)
    )

    assert ana_api.delete("/api/auth/account").status_code == status


def test_one_anonymous_row_says_that_somebody_left(ana_api: APIClient, api: APIClient, ana: User) -> None:
    api.post("/api/auth/login", {"email": ana.email, "password": "wrong"})

    ana_api.delete("/api/auth/account", {"password": PASSWORD})

    event = AuditEvent.objects.get()
    assert (event.user, event.kind, event.ip, event.result, event.detail) == (None, "erase", None, "ok", "")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "Account reset to fresh state. All data cleared."),
        ("?mode=full", "Account reset to fresh state. All data cleared."),
        ("?mode=transactions", "Transactions and analytics cleared. Preferences preserved."),
    ],
)
@pytest.mark.parametrize("url", ["/api/auth/account/reset", "/auth/account/reset/", "/v1/auth/account/reset"])
def test_reset(ana_api: APIClient, ana: User, url: str, query: str, message: str) -> None:
    response = ana_api.post(url + query, None)

    assert (response.status_code, response.json()) == (200, {"message": message})
    assert ana_api.get("/api/auth/me").status_code == 200
    assert all(DataVersion.objects.values_list("ledger", "preferences").get(user=ana))
    assert AuditEvent.objects.filter(user=ana, kind="reset").values_list("detail", flat=True).get() == (
        "transactions" if "transactions" in query else "full"
    )


@pytest.mark.parametrize("query", ["mode=everything", "mode=", "mode=full&mode=full", "scope=full"])
def test_reset_of_another_kind_is_400(ana_api: APIClient, query: str) -> None:
    assert ana_api.post(f"/api/auth/account/reset?{query}").status_code == 400
    assert not AuditEvent.objects.filter(kind="reset").exists()


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("post", "/api/auth/logout"),
        ("delete", "/api/auth/account"),
        ("delete", "/api/users/me"),
        ("post", "/api/auth/account/reset"),
    ],
)
def test_anonymous(api: APIClient, db: None, method: str, url: str) -> None:
    assert getattr(api, method)(url).status_code == 401
