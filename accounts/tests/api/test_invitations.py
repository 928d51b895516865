from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import Invitation, User
from accounts.services.erasure import erase_account
from accounts.services.invitations import create_invitation, prune_invitations
from accounts.tests.factories import registration
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/register"


@pytest.fixture(autouse=True)
def _by_invitation(settings: Settings) -> None:
    settings.REGISTRATION = "invite"


def test_lets_one_in(api: APIClient) -> None:
    code = create_invitation(days=1)

    first = api.post(URL, registration(invite=code))
    second = api.post(URL, registration(email="other@example.com", invite=code))

    assert (first.status_code, second.status_code) == (201, 403)
    assert second.json()["error"] == "Registration needs an invitation"
    assert User.objects.count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("invite", [None, "", "x", "x" * 500])
def test_without_one_nobody_comes_in(api: APIClient, invite: str | None) -> None:
    create_invitation(days=1)

    assert api.post(URL, registration(invite=invite)).status_code == 403
    assert not User.objects.exists()
    assert Invitation.objects.count() == 1


def test_one_of_an_address_is_for_that_address(api: APIClient) -> None:
    code = create_invitation(email="Dana@Example.com", days=1)

    assert api.post(URL, registration(email="eve@example.com", invite=code)).status_code == 403
    assert api.post(URL, registration(invite=code)).status_code == 201


def test_a_refused_registration_uses_nothing_up(api: APIClient) -> None:
    code = create_invitation(days=1)

    assert api.post(URL, registration(password="short", invite=code)).status_code == 400
    assert api.post(URL, registration(invite=code)).status_code == 201


def test_it_expires(api: APIClient) -> None:
    code = create_invitation(days=1)

    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)):
        assert api.post(URL, registration(invite=code)).status_code == 403
        assert prune_invitations() == 1


def test_the_code_is_kept_as_a_hash(db: None) -> None:
    code = create_invitation(days=1)

    assert code not in repr(Invitation.objects.values().get())


def test_open_registration_uses_none_up(api: APIClient, settings: Settings) -> None:
    settings.REGISTRATION = "open"
    code = create_invitation(days=1)

    assert api.post(URL, registration(invite=code)).status_code == 201
    assert Invitation.objects.count() == 1


def test_erasing_forgets_those_to_the_address(ana: User) -> None:
    create_invitation(email="ana@example.com", days=1)
    create_invitation(email="ben@example.com", days=1)

    erase_account(user=ana)

    assert Invitation.objects.values_list("email", flat=True).get() == "ben@example.com"
