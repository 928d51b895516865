from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import AuditEvent, Session, User
from accounts.tests.factories import PASSWORD, UserFactory, registration

pytestmark = pytest.mark.django_db

URL = "/api/auth/register"


def nothing_was_written() -> bool:
    return not (User.objects.exists() or Session.objects.exists() or AuditEvent.objects.exists())


@pytest.mark.parametrize("url", [URL, URL + "/", "/auth/register", "/v1/auth/register"])
def test_answers_the_person_and_a_pair(api: APIClient, url: str) -> None:
    response = api.post(url, registration(email=" Dana.B@Example.COM ", full_name=" Dana  Brown "))

    body = response.json()
    user = User.objects.get()
    assert response.status_code == 201
    assert body == {
        "id": user.pk,
        "email": "dana.b@example.com",
        "username": "dana.b",
        "full_name": "Dana Brown",
        "name": "Dana Brown",
        "is_active": True,
        "is_verified": False,
        "auth_provider": "local",
        "base_currency": "INR",
        "time_zone": "Asia/Kolkata",
        "created_at": body["created_at"],
        "last_login": body["last_login"],
        "access_token": body["access"],
        "refresh_token": body["refresh"],
        "token_type": "bearer",
        "expires_in": 1800,
        "access": body["access"],
        "refresh": body["refresh"],
    }
    assert body["created_at"].endswith("Z")
    assert response.headers["Cache-Control"] == "no-store"
    assert api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {body['access']}").json()["id"] == user.pk


def test_takes_the_choices_of_the_person(api: APIClient) -> None:
    body = api.post(
        URL,
        registration(
            username="dana", base_currency="eur", time_zone="Europe/Berlin", name="Dana", more="ignored"
        ),
    ).json()

    assert (body["username"], body["base_currency"], body["time_zone"], body["full_name"]) == (
        "dana",
        "EUR",
        "Europe/Berlin",
        "Dana",
    )


def test_the_defaults_are_settings(api: APIClient, settings: Settings) -> None:
    settings.DEFAULT_CURRENCY, settings.DEFAULT_TIME_ZONE = "USD", "UTC"

    body = api.post(URL, registration()).json()

    assert (body["base_currency"], body["time_zone"]) == ("USD", "UTC")


def test_a_taken_name_of_our_own_making_gets_a_suffix(api: APIClient) -> None:
    UserFactory(email="other@example.com", username="dana")

    name = api.post(URL, registration()).json()["username"]

    assert name.startswith("dana")
    assert len(name) == len("dana") + 6


@pytest.mark.parametrize("email", ["dana@example.com", "DANA@Example.com"])
def test_an_address_is_taken_in_any_letter_case(api: APIClient, email: str) -> None:
    UserFactory(email="dana@example.com")

    response = api.post(URL, registration(email=email))

    assert response.status_code == 400
    assert response.json()["errors"] == {"email": ["This e-mail address is taken"]}
    assert User.objects.count() == 1


def test_a_taken_username_is_said(api: APIClient) -> None:
    UserFactory(username="dana")

    response = api.post(URL, registration(username="dana"))

    assert response.status_code == 400
    assert response.json()["errors"] == {"username": ["A user with that username already exists."]}
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"email": "nobody"}, {"email"}),
        ({"email": ""}, {"email"}),
        ({"email": None}, {"email"}),
        ({"email": 7}, {"email"}),
        ({"email": "d" * 250 + "@example.com"}, {"email"}),
        ({"username": "no spaces"}, {"username"}),
        ({"username": "d" * 151}, {"username"}),
        ({"full_name": "d" * 151}, {"full_name"}),
        ({"base_currency": "EURO"}, {"base_currency"}),
        ({"time_zone": "Mars/Base"}, {"time_zone"}),
        ({"password": "tooshort1"}, {"password"}),
        ({"password": "password123"}, {"password"}),
        ({"password": "x" * 129}, {"password"}),
        ({"password": "dana@example.com"}, {"password"}),
        ({"password": None}, {"password"}),
        ({"email": "nobody", "time_zone": "here", "password": "short"}, {"email", "time_zone", "password"}),
    ],
)
def test_every_wrong_field_is_named_and_nothing_written(
    api: APIClient, changes: dict[str, Any], fields: set[str]
) -> None:
    response = api.post(URL, registration(**changes))

    assert response.status_code == 400
    assert response.json()["errors"].keys() == fields
    assert nothing_was_written()


def test_an_empty_body_names_what_is_needed(api: APIClient) -> None:
    response = api.post(URL)

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"email", "password"}


def test_a_password_of_the_longest_length_works(api: APIClient) -> None:
    password = "long enough " * 10 + "12345678"
    assert len(password) == 128
    api.post(URL, registration(password=password))

    assert api.post("/api/auth/login", registration(password=password)).status_code == 200


def test_the_least_length_is_a_setting(api: APIClient, settings: Settings) -> None:
    name = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": name, "OPTIONS": {"min_length": 30}}]

    assert api.post(URL, registration()).json()["errors"] == {
        "password": ["This password is too short. It must contain at least 30 characters."]
    }


def test_closed(api: APIClient, settings: Settings) -> None:
    settings.REGISTRATION = "closed"

    response = api.post(URL, registration())

    assert response.status_code == 403
    assert response.json()["error"] == "Registration is closed"
    assert nothing_was_written()


def test_password_mode_off(api: APIClient, settings: Settings) -> None:
    settings.AUTH_PASSWORD_ENABLED = False

    response = api.post(URL, registration())

    assert response.status_code == 403
    assert response.json()["error"] == "Password login is switched off"
    assert nothing_was_written()


def test_an_expired_token_is_ignored(api: APIClient) -> None:
    assert api.post(URL, registration(), HTTP_AUTHORIZATION="Bearer expired").status_code == 201


def test_the_password_is_stored_hashed_and_the_event_told(api: APIClient) -> None:
    api.post(URL, registration(), REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Browser\n 1")

    user = User.objects.get()
    assert PASSWORD not in user.password
    assert user.check_password(PASSWORD)
    assert AuditEvent.objects.values_list("user", "kind", "ip", "result").get() == (
        user.pk,
        "register",
        "203.0.113.9",
        "ok",
    )
    assert Session.objects.values_list("user", "ip", "user_agent").get() == (
        user.pk,
        "203.0.113.9",
        "Browser 1",
    )


def test_twenty_a_minute_from_one_address(api: APIClient, rate_limits: None) -> None:
    statuses = [api.post(URL, {}).status_code for _ in range(21)]

    assert statuses == [400] * 20 + [429]
