from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.adapters.opaque import hash_secret
from accounts.models import ApiToken, AuditEvent, EmailRequest, Identity, Session, User
from accounts.services.email_requests import MOST_PER_HOUR, prune_requests
from accounts.services.erasure import erase_account
from accounts.tests.factories import PASSWORD, ApiTokenFactory, IdentityFactory, UserFactory
from accounts.tests.mailbox import mails, run_requests
from config.jobs.models import OutboxMessage
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/password/reset"
CONFIRM = "/api/auth/password/reset/confirm"
NEW = "another good one"


def ask(api: APIClient, email: str = "ana@example.com", **extra: Any) -> Any:
    return api.post(URL, {"email": email}, **extra)


def confirm(api: APIClient, token: str, **changes: Any) -> Any:
    return api.post(CONFIRM, {"token": token, "new_password": NEW, **changes})


def token_for(api: APIClient, email: str = "ana@example.com") -> str:
    ask(api, email)
    return mails()[-1].token


@pytest.mark.parametrize("mount", ["/api", "", "/v1"])
def test_sets_a_new_password_and_ends_all_access(
    api: APIClient, ana: User, ana_api: APIClient, settings: Settings, mount: str
) -> None:
    settings.FRONTEND_URL = "https://money.example"
    ApiTokenFactory(user=ana)
    asked = api.post(f"{mount}/auth/password/reset/", {"email": " Ana@Example.com"})
    mail = mails()[0]

    response = api.post(
        f"{mount}/auth/password/reset/confirm",
        {"token": mail.token, "password": NEW},
        REMOTE_ADDR="203.0.113.9",
    )

    ana.refresh_from_db()
    assert (asked.status_code, response.status_code) == (200, 200)
    assert (mail.to, mail.subject, mail.user_id) == (
        "ana@example.com",
        "Set a new password for Moneta",
        ana.pk,
    )
    assert "https://money.example/auth/reset?token=" in mail.text
    assert ana.check_password(NEW)
    assert ana.is_verified
    assert ana_api.get("/api/auth/me").status_code == 401
    assert not ApiToken.objects.exists()
    assert not Session.objects.filter(revoked_at=None).exists()
    assert AuditEvent.objects.filter(user=ana, kind="password_reset", ip="203.0.113.9").count() == 1
    assert mails()[-1].subject == "Your password for Moneta was changed"
    assert api.post("/api/auth/login", {"email": ana.email, "password": NEW}).status_code == 200


def test_known_and_unknown_answer_alike_from_equal_statements(api: APIClient, ana: User) -> None:
    UserFactory(email="gone@example.com", is_active=False)
    ask(api, "warm@example.com")
    seen = []
    for email in ("ana@example.com", "nobody@example.com", "gone@example.com", "not an address"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = ask(api, email)
        statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        seen.append((response.status_code, response.json(), statements))

    assert all(one == seen[0] for one in seen)
    assert len(seen[0][2]) > 2
    assert [mail.to for mail in mails()] == ["ana@example.com"]
    assert EmailRequest.objects.values_list("email", flat=True).get() == "ana@example.com"


def test_only_the_hash_is_kept(api: APIClient, ana: User) -> None:
    token = token_for(api)

    row = EmailRequest.objects.get()
    assert row.token_hash == hash_secret(token)
    assert token not in repr(list(EmailRequest.objects.values()) + list(OutboxMessage.objects.values()))


def test_a_link_is_good_once(api: APIClient, ana: User) -> None:
    first, second = token_for(api), token_for(api)

    statuses = [confirm(api, token).status_code for token in (first, first, second)]

    assert statuses == [200, 400, 400]
    assert not EmailRequest.objects.exists()


def test_thirty_minutes(api: APIClient, ana: User) -> None:
    token = token_for(api)

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        response = confirm(api, token)

    assert response.status_code == 400
    assert response.json()["errors"].keys() == {"token"}
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "x" * 900])
def test_a_made_up_link(api: APIClient, ana: User, token: str) -> None:
    token_for(api)

    assert confirm(api, token).status_code == 400
    assert User.objects.get().check_password(PASSWORD)


def test_a_link_of_another_kind(api: APIClient, ana: User) -> None:
    api.post("/api/auth/email/verify", {"email": "ana@example.com"})

    assert confirm(api, mails()[0].token).status_code == 400


def test_a_weak_password_leaves_the_link_good(api: APIClient, ana: User) -> None:
    token = token_for(api)

    response = confirm(api, token, new_password="short")

    assert (response.status_code, response.json()["errors"].keys()) == (400, {"new_password"})
    assert User.objects.get().check_password(PASSWORD)
    assert confirm(api, token).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "moved@example.com"}])
def test_a_link_of_an_account_that_changed(api: APIClient, ana: User, change: dict[str, Any]) -> None:
    token = token_for(api)
    User.objects.update(**change)

    assert confirm(api, token).status_code == 400
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(("verified", "left"), [(True, 1), (False, 0)])
def test_who_linked_an_unverified_account_loses_it(api: APIClient, verified: bool, left: int) -> None:
    user = UserFactory(email="ana@example.com", is_verified=verified)
    IdentityFactory(user=user)

    assert confirm(api, token_for(api)).status_code == 200

    assert Identity.objects.count() == left
    assert User.objects.get().is_verified


def test_a_block_on_signing_in_ends(api: APIClient, ana: User, rate_limits: None) -> None:
    body = {"email": ana.email, "password": "wrong"}
    statuses = [api.post("/api/auth/login", body).status_code for _ in range(6)]
    assert statuses[-1] == 429

    confirm(api, token_for(api))

    assert api.post("/api/auth/login", {"email": ana.email, "password": NEW}).status_code == 200


def test_five_mails_an_hour(api: APIClient, ana: User, ben: User) -> None:
    for _ in range(MOST_PER_HOUR + 3):
        ask(api)
        run_requests()
    ask(api, "ben@example.com")

    assert [mail.to for mail in mails()] == ["ana@example.com"] * MOST_PER_HOUR + ["ben@example.com"]
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        ask(api)
        assert len(mails()) == MOST_PER_HOUR + 2


def test_twenty_a_minute_from_one_address(api: APIClient, db: None, rate_limits: None) -> None:
    statuses = [ask(api, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code for n in range(20)]

    assert statuses == [200] * 20
    assert ask(api).status_code == 429
    assert confirm(api, "x").status_code == 429


def test_password_mode_off(api: APIClient, ana: User, settings: Settings) -> None:
    token = token_for(api)
    settings.AUTH_PASSWORD_ENABLED = False

    assert ask(api).status_code == 403
    assert confirm(api, token).status_code == 403
    assert EmailRequest.objects.count() == 1


@pytest.mark.parametrize("url", [URL, CONFIRM])
@pytest.mark.parametrize("body", [None, {}, {"email": 1, "token": 1}, []])
def test_a_body_of_another_form_is_400(api: APIClient, db: None, url: str, body: object) -> None:
    assert api.post(url, body).status_code == 400
    assert not EmailRequest.objects.exists()


def test_erasing_forgets_requests_that_wait_and_that_were_sent(api: APIClient, ana: User, ben: User) -> None:
    token_for(api)
    ask(api)
    ask(api, "ben@example.com")

    erase_account(user=ana)

    assert EmailRequest.objects.values_list("email", flat=True).get() == "ben@example.com"


def test_old_requests_are_forgotten(api: APIClient, ana: User) -> None:
    token_for(api)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        ask(api)
        assert prune_requests() == 1

    assert EmailRequest.objects.count() == 1
