"""What is good once is good for one of many, each on a connection of its own, over committed rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import ApiToken, Identity, Session, User
from accounts.services.api_tokens import MOST
from accounts.services.invitations import create_invitation
from accounts.tests.factories import PASSWORD, ApiTokenFactory, registration
from accounts.tests.mailbox import mails
from accounts.tests.provider import FakeProvider
from accounts.tests.services.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def begin(provider: FakeProvider, name: str = "google") -> dict[str, str]:
    starts = APIClient().get("/api/auth/oauth/providers").json()
    start = next(each for each in starts if each["provider"] == name)
    return {"code": provider.consent(start["authorize_url"]), "state": start["state"]}


def finish(body: dict[str, str], name: str = "google") -> int:
    return int(APIClient().post(f"/api/auth/oauth/{name}/callback", body).status_code)


def test_a_state(provider: FakeProvider, transactional_db: None) -> None:
    body = begin(provider)

    answers = at_once(8, lambda _: finish(body))

    assert Counter(answers) == {200: 1, 400: 7}
    assert provider.seen.count(("POST", "/google/token")) == 1
    assert (User.objects.count(), Session.objects.count()) == (1, 1)


def test_many_first_sign_ins_make_one_person(provider: FakeProvider, transactional_db: None) -> None:
    names = ["google", "github"] * 3
    bodies = [begin(provider, name) for name in names]

    answers = at_once(6, lambda number: finish(bodies[number], names[number]))

    assert answers == [200] * 6
    assert User.objects.count() == 1
    assert sorted(Identity.objects.values_list("provider", flat=True)) == ["github", "google"]
    assert Session.objects.count() == 6


def test_an_invitation(settings: Settings, transactional_db: None) -> None:
    settings.REGISTRATION = "invite"
    code = create_invitation(days=1)

    def register(number: int) -> int:
        body = registration(email=f"person{number}@example.com", invite=code)
        return int(APIClient().post("/api/auth/register", body).status_code)

    assert Counter(at_once(6, register)) == {201: 1, 403: 5}
    assert User.objects.count() == 1


def test_a_link_of_a_mail(ana: User) -> None:
    APIClient().post("/api/auth/password/reset", {"email": ana.email})
    token = mails()[0].token

    def reset(number: int) -> int:
        body = {"token": token, "new_password": f"another good one {number}"}
        return int(APIClient().post("/api/auth/password/reset/confirm", body).status_code)

    answers = at_once(6, reset)

    assert Counter(answers) == {200: 1, 400: 5}
    assert User.objects.get().check_password(f"another good one {answers.index(200)}")


def test_a_registration_by_link(settings: Settings, transactional_db: None) -> None:
    settings.EMAIL_VERIFICATION = "required"
    APIClient().post("/api/auth/register", registration())
    APIClient().post("/api/auth/register", registration())
    tokens = [mail.token for mail in mails()] * 3

    answers = at_once(
        6, lambda number: APIClient().post("/api/auth/email/verify", {"token": tokens[number]}).status_code
    )

    assert Counter(answers) == {200: 1, 400: 5}
    assert User.objects.count() == 1


def test_the_last_free_token(ana: User, ana_api: APIClient) -> None:
    ApiTokenFactory.create_batch(MOST - 1, user=ana)

    def make(_: int) -> int:
        return int(ana_api.post("/api/auth/api-tokens", {"name": "x", "scopes": ["read"]}).status_code)

    assert Counter(at_once(6, make)) == {201: 1, 409: 5}
    assert ApiToken.objects.count() == MOST


def test_a_new_password_beside_refreshes_and_sign_ins(ana: User) -> None:
    body = {"email": ana.email, "password": PASSWORD}
    pairs = [APIClient().post("/api/auth/login", body).json() for _ in range(4)]
    change = {"current_password": PASSWORD, "new_password": "another good one"}

    def act(number: int) -> Any:
        client = APIClient()
        if number == 0:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {pairs[0]['access']}")
            return client.post("/api/auth/password/change", change)
        if number < 4:
            return client.post("/api/auth/refresh", {"refresh": pairs[number]["refresh"]})
        return client.post("/api/auth/login", body)

    answers = at_once(8, act)

    assert answers[0].status_code == 200
    assert {answer.status_code for answer in answers} <= {200, 401}
    old = [answer.json()["access"] for answer in answers[1:] if answer.status_code == 200]
    statuses = {
        APIClient().get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {access}").status_code for access in old
    }
    assert statuses <= {401}
    kept = APIClient().get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {pairs[0]['access']}")
    assert kept.status_code == 200
