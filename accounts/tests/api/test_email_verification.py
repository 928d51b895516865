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

from accounts.models import AuditEvent, EmailRequest, Invitation, Session, User
from accounts.services.invitations import create_invitation
from accounts.tests.factories import PASSWORD, UserFactory, registration
from accounts.tests.mailbox import mails
from config.lib import clock
from preferences.models import DataVersion

pytestmark = pytest.mark.django_db

URL = "/api/auth/email/verify"
REGISTER = "/api/auth/register"


@pytest.fixture
def _required(settings: Settings) -> None:
    settings.EMAIL_VERIFICATION = "required"


def verify(api: APIClient, token: str) -> Any:
    return api.post(URL, {"token": token})


def login(api: APIClient) -> int:
    return int(api.post("/api/auth/login", {"email": "dana@example.com", "password": PASSWORD}).status_code)


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("mount", ["/api", "", "/v1"])
def test_an_account_comes_with_the_link(api: APIClient, mount: str) -> None:
    response = api.post(
        f"{mount}/auth/register",
        registration(username="dd", full_name="Dana", base_currency="eur", time_zone="UTC"),
    )

    assert (response.status_code, list(response.json())) == (202, ["message"])
    assert not User.objects.exists()
    assert login(api) == 401

    mail = mails()[0]
    assert (mail.to, mail.subject) == ("dana@example.com", "Confirm your address for Moneta")
    assert verify(api, mail.token).status_code == 200

    user = User.objects.get()
    assert (user.email, user.username, user.full_name, user.base_currency, user.time_zone) == (
        "dana@example.com",
        "dd",
        "Dana",
        "EUR",
        "UTC",
    )
    assert (user.is_verified, user.last_login) == (True, None)
    assert DataVersion.objects.filter(user=user).exists(), "welcomed by the apps"
    assert AuditEvent.objects.filter(user=user, kind="register").count() == 1
    assert not EmailRequest.objects.exists()
    assert login(api) == 200
    assert verify(api, mail.token).status_code == 400


@pytest.mark.usefixtures("_required")
def test_known_and_new_answer_alike_from_equal_statements(api: APIClient) -> None:
    user = UserFactory(email="known@example.com")
    UserFactory(email="gone@example.com", is_active=False)
    seen = []
    for email in ("Known@example.com", "new@example.com", "gone@example.com"):
        with CaptureQueriesContext(connection) as queries:
            response = api.post(REGISTER, registration(email=email))
        statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        seen.append((response.status_code, response.json(), statements))

    assert all(one == seen[0] for one in seen)
    assert seen[0][0] == 202
    assert User.objects.count() == 2
    letters = {mail.to: (mail.subject, mail.user_id) for mail in mails()}
    assert letters["known@example.com"] == ("You have an account with Moneta", user.pk)
    assert letters["new@example.com"] == ("Confirm your address for Moneta", None)
    assert EmailRequest.objects.values_list("email", flat=True).get() == "new@example.com"
    assert not Session.objects.exists()


@pytest.mark.usefixtures("_required")
def test_a_known_address_hears_of_it_once_a_day(api: APIClient) -> None:
    UserFactory(email="dana@example.com")
    for _ in range(3):
        api.post(REGISTER, registration())

    assert len(mails()) == 1


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"email": "nobody"}, {"email"}),
        ({"email": ""}, {"email"}),
        ({"username": "no spaces"}, {"username"}),
        ({"username": "taken"}, {"username"}),
        ({"time_zone": "Mars/Base"}, {"time_zone"}),
        ({"password": "tooshort1"}, {"password"}),
        ({"email": "nobody", "time_zone": "here", "password": "short"}, {"email", "time_zone", "password"}),
    ],
)
def test_every_wrong_field_is_named(api: APIClient, changes: dict[str, Any], fields: set[str]) -> None:
    UserFactory(username="taken")

    response = api.post(REGISTER, registration(**changes))

    assert response.status_code == 400
    assert response.json()["errors"].keys() == fields
    assert not EmailRequest.objects.exists()


@pytest.mark.usefixtures("_required")
def test_each_link_is_of_its_own_registration(api: APIClient) -> None:
    api.post(REGISTER, registration(password="the attacker's one"))
    api.post(REGISTER, registration())
    attacker, own = mails()

    assert verify(api, own.token).status_code == 200
    assert verify(api, attacker.token).status_code == 400
    assert login(api) == 200


@pytest.mark.usefixtures("_required")
def test_an_address_that_was_taken_meanwhile(api: APIClient) -> None:
    api.post(REGISTER, registration())
    token = mails()[0].token
    UserFactory(email="dana@example.com")

    assert verify(api, token).status_code == 400
    assert User.objects.count() == 1


@pytest.mark.usefixtures("_required")
def test_a_user_name_that_was_taken_meanwhile(api: APIClient) -> None:
    api.post(REGISTER, registration(username="dd"))
    token = mails()[0].token
    UserFactory(username="dd")

    assert verify(api, token).status_code == 200
    assert User.objects.get(email="dana@example.com").username == "dana"


@pytest.mark.usefixtures("_required")
def test_a_day(api: APIClient) -> None:
    api.post(REGISTER, registration())
    token = mails()[0].token

    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert verify(api, token).status_code == 400
    assert not User.objects.exists()


@pytest.mark.usefixtures("_required")
def test_the_invitation_is_used_with_the_link(api: APIClient, settings: Settings) -> None:
    settings.REGISTRATION = "invite"
    assert api.post(REGISTER, registration()).status_code == 403
    code = create_invitation(days=1)
    for email in ("dana@example.com", "eve@example.com"):
        assert api.post(REGISTER, registration(email=email, invite=code)).status_code == 202
    first, second = mails()

    assert verify(api, first.token).status_code == 200
    assert verify(api, second.token).status_code == 403
    assert User.objects.count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.usefixtures("_required")
def test_the_password_waits_as_a_hash(api: APIClient) -> None:
    api.post(REGISTER, registration())

    assert PASSWORD not in repr(list(EmailRequest.objects.values()))


@pytest.mark.usefixtures("_required")
def test_password_mode_off(api: APIClient, settings: Settings) -> None:
    settings.AUTH_PASSWORD_ENABLED = False

    assert api.post(REGISTER, registration()).status_code == 403
    assert not EmailRequest.objects.exists()


def test_an_account_verifies_its_address(api: APIClient, ana: User, ben: User) -> None:
    assert api.post(URL, {"email": "ANA@example.com"}).status_code == 200
    mail = mails()[0]

    assert verify(api, mail.token).status_code == 200

    assert list(User.objects.filter(is_verified=True)) == [ana]
    assert AuditEvent.objects.filter(user=ana, kind="email_verified").count() == 1
    assert verify(api, mail.token).status_code == 400


def test_asking_tells_nothing(api: APIClient, ana: User) -> None:
    UserFactory(email="done@example.com", is_verified=True)
    UserFactory(email="gone@example.com", is_active=False)
    people = ("ana@example.com", "done@example.com", "gone@example.com", "nobody@example.com")

    answers = [api.post(URL, {"email": email}) for email in people]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert [mail.to for mail in mails()] == ["ana@example.com"]


def test_an_address_that_changed_is_not_verified_by_an_old_link(api: APIClient, ana: User) -> None:
    api.post(URL, {"email": ana.email})
    token = mails()[0].token
    User.objects.filter(pk=ana.pk).update(email="moved@example.com")

    assert verify(api, token).status_code == 400
    assert not User.objects.filter(is_verified=True).exists()


@pytest.mark.parametrize(("mode", "sent"), [("required", ["new@example.com"]), ("none", [])])
def test_a_new_address_is_asked_to_verify(
    ana_api: APIClient, settings: Settings, mode: str, sent: list[str]
) -> None:
    settings.EMAIL_VERIFICATION = mode

    ana_api.patch("/api/auth/me", {"email": "new@example.com", "password": PASSWORD})

    assert [mail.to for mail in mails()] == sent


@pytest.mark.usefixtures("_required")
def test_accounts_of_before_go_on(api: APIClient) -> None:
    UserFactory(email="dana@example.com")

    assert login(api) == 200


@pytest.mark.parametrize("body", [None, {}, {"token": ""}, {"token": "x", "email": "a@b.c"}, {"token": 1}])
def test_a_body_of_another_form_is_400(api: APIClient, db: None, body: object) -> None:
    assert api.post(URL, body).status_code == 400
    assert not EmailRequest.objects.exists()
