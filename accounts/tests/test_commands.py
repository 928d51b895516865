from __future__ import annotations

import io
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import ApiToken, AuditEvent, Invitation, User
from accounts.services.api_tokens import MOST
from accounts.tests.factories import ApiTokenFactory, registration
from config.lib import clock

pytestmark = pytest.mark.django_db


def run(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue().strip()


def test_erase_user(ana: User, ben: User) -> None:
    assert run("erase_user", " ANA@example.com", "--yes") == "Erased."

    assert list(User.objects.all()) == [ben]
    event = AuditEvent.objects.get()
    assert (event.user, event.kind) == (None, "erase")


def test_erase_user_asks(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in ("no\n", "", "ben@example.com\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(CommandError, match="Nothing was erased"):
            run("erase_user", "ana@example.com")
    assert User.objects.count() == 1

    monkeypatch.setattr("sys.stdin", io.StringIO("Ana@Example.com\n"))
    run("erase_user", "ana@example.com")

    assert not User.objects.exists()


@pytest.mark.parametrize("command", ["erase_user", "create_api_token"])
def test_nobody(command: str, db: None) -> None:
    with pytest.raises(CommandError, match="Nobody"):
        run(command, "nobody@example.com")


def test_create_api_token(ana: User, api: APIClient) -> None:
    text = run(
        "create_api_token",
        "ana@example.com",
        "--name",
        " My  job",
        "--scopes",
        "write",
        "read",
        "--days",
        "3",
    )

    row = ApiToken.objects.get()
    assert row.expires_at is not None
    assert (row.user, row.name, row.scopes, (row.expires_at - clock.now()).days) == (
        ana,
        "My job",
        "read write",
        2,
    )
    assert api.get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {text}").json()["email"] == "ana@example.com"


def test_the_defaults_read_for_ninety_days_and_zero_is_no_end(ana: User) -> None:
    run("create_api_token", "ana@example.com")
    run("create_api_token", "ana@example.com", "--days", "0")

    plain, endless = ApiToken.objects.order_by("pk")
    assert plain.expires_at is not None
    assert (plain.name, plain.scopes, (plain.expires_at - plain.created_at).days) == (
        "command line",
        "read",
        90,
    )
    assert endless.expires_at is None


@pytest.mark.parametrize(
    "options", [["--days", "-1"], ["--days", "3651"], ["--name", " "], ["--scopes", "admin"]]
)
def test_a_wrong_option_makes_no_token(ana: User, options: list[str]) -> None:
    with pytest.raises(CommandError):
        run("create_api_token", "ana@example.com", *options)

    assert not ApiToken.objects.exists()


def test_no_token_for_the_disabled_or_beyond_the_most(ana: User) -> None:
    ApiTokenFactory.create_batch(MOST, user=ana)
    with pytest.raises(CommandError, match="Too many API tokens"):
        run("create_api_token", "ana@example.com")
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="Nobody who may sign in"):
        run("create_api_token", "ana@example.com")

    assert ApiToken.objects.count() == MOST


def test_create_invite(api: APIClient, settings: Settings, db: None) -> None:
    settings.REGISTRATION = "invite"
    code = run("create_invite", "Dana@example.com", "--days", "2")

    row = Invitation.objects.get()
    assert (row.email, (row.expires_at - clock.now()).days) == ("dana@example.com", 1)
    assert api.post("/api/auth/register", registration(invite=code)).status_code == 201


def test_an_invitation_of_anybody_is_good_for_a_week(db: None) -> None:
    run("create_invite")

    row = Invitation.objects.get()
    assert (row.email, (row.expires_at - row.created_at).days) == ("", 7)


@pytest.mark.parametrize("options", [["nobody"], ["--days", "0"], ["--days", "366"]])
def test_a_wrong_invitation_is_not_made(db: None, options: list[str]) -> None:
    with pytest.raises(CommandError):
        run("create_invite", *options)

    assert not Invitation.objects.exists()
