from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts import lifecycle
from accounts.models import AuditEvent, User
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

URLS = ["/api/auth/me", "/auth/me/", "/v1/auth/me", "/api/users/me", "/users/me/", "/v1/users/me"]
URL = "/api/auth/me"


@pytest.mark.parametrize("url", URLS)
def test_get(ana_api: APIClient, ana: User, url: str) -> None:
    body = ana_api.get(url).json()

    assert body == {
        "id": ana.pk,
        "email": "ana@example.com",
        "username": "ana",
        "full_name": "Ana Owner",
        "name": "Ana Owner",
        "is_active": True,
        "is_verified": False,
        "auth_provider": "local",
        "base_currency": "INR",
        "time_zone": "Asia/Kolkata",
        "created_at": body["created_at"],
        "last_login": body["last_login"],
    }


@pytest.mark.parametrize("url", URLS)
def test_anonymous(api: APIClient, url: str, db: None) -> None:
    response = api.get(url)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("name", ["name", "full_name"])
def test_put_sets_the_name(ana_api: APIClient, ana: User, ben: User, url: str, name: str) -> None:
    body = ana_api.put(url, {name: " Ana\u202e  Maria ", "theme": "dark"}).json()

    assert (body["full_name"], body["name"]) == ("Ana Maria", "Ana Maria")
    assert User.objects.get(pk=ana.pk).full_name == "Ana Maria"
    assert User.objects.get(pk=ben.pk).full_name == "Ben Stranger"


@pytest.mark.parametrize("content", [b"null", b"", b"{}"])
def test_put_takes_the_name_from_the_query(ana_api: APIClient, content: bytes) -> None:
    body = ana_api.put(f"{URL}?full_name=Ana%20Maria", content, content_type="application/json").json()

    assert body["full_name"] == "Ana Maria"


def test_patch_leaves_the_rest(ana_api: APIClient) -> None:
    body = ana_api.patch(URL, {"time_zone": "Europe/Berlin"}).json()

    assert (body["time_zone"], body["full_name"], body["base_currency"]) == (
        "Europe/Berlin",
        "Ana Owner",
        "INR",
    )


def test_an_answer_put_back_changes_nothing(ana_api: APIClient) -> None:
    before = ana_api.get(URL).json()

    assert ana_api.put(URL, before).json() == before
    assert not AuditEvent.objects.filter(kind="profile").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": "x" * 151}, "full_name"),
        ({"full_name": None}, "full_name"),
        ({"base_currency": "XXXX"}, "base_currency"),
        ({"time_zone": "Nowhere"}, "time_zone"),
        ({"name": "A", "full_name": "B"}, "name"),
    ],
)
def test_wrong_values_change_nothing(
    ana_api: APIClient, ana: User, changes: dict[str, Any], field: str
) -> None:
    response = ana_api.put(URL, {"time_zone": "UTC", **changes})

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {field}
    assert User.objects.values_list("full_name", "time_zone").get(pk=ana.pk) == ("Ana Owner", "Asia/Kolkata")


def test_an_unknown_parameter_is_named(ana_api: APIClient) -> None:
    response = ana_api.put(f"{URL}?nmae=x", None)

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"nmae"}


@pytest.mark.parametrize("proof", ["body", "header"])
def test_an_address_changes_with_the_password(ana_api: APIClient, ana: User, proof: str) -> None:
    User.objects.filter(pk=ana.pk).update(is_verified=True)
    body = {"email": " Ana@New.example "}
    if proof == "body":
        response = ana_api.patch(URL, {**body, "password": PASSWORD})
    else:
        response = ana_api.patch(URL, body, HTTP_X_CONFIRM_PASSWORD=PASSWORD)

    assert response.status_code == 200
    assert (response.json()["email"], response.json()["is_verified"]) == ("ana@new.example", False)
    assert AuditEvent.objects.filter(user=ana, kind="email_change").count() == 1
    assert "new.example" not in str(AuditEvent.objects.values().last())


@pytest.mark.parametrize("password", [None, "", "wrong password"])
def test_an_address_does_not_change_without(ana_api: APIClient, ana: User, password: str | None) -> None:
    response = ana_api.patch(URL, {"email": "ana@new.example", "full_name": "A", "password": password})

    assert response.status_code == 403
    assert response.json()["error"] == "reauthentication_required"
    assert User.objects.values_list("email", "full_name").get(pk=ana.pk) == ("ana@example.com", "Ana Owner")


@pytest.mark.parametrize("email", ["BEN@example.com", "nobody", ""])
def test_a_taken_or_odd_address_is_400(ana_api: APIClient, ana: User, ben: User, email: str) -> None:
    response = ana_api.patch(URL, {"email": email, "password": PASSWORD})

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"email"}
    assert User.objects.get(pk=ana.pk).email == "ana@example.com"


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(lifecycle, "_rules", dict(lifecycle._rules))
    lifecycle.register("conversions", on_currency=lambda user: seen.append(user.base_currency))
    return seen


def test_a_new_base_currency_is_told_to_the_apps(ana_api: APIClient, conversions: list[str]) -> None:
    ana_api.patch(URL, {"base_currency": "eur"})
    ana_api.patch(URL, {"base_currency": "EUR", "full_name": "A"})

    assert conversions == ["EUR"]


@pytest.mark.parametrize("method", ["post", "delete"])
def test_other_methods_are_405(ana_api: APIClient, method: str) -> None:
    assert getattr(ana_api, method)(URL).status_code == 405
