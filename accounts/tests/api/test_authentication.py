from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Session, User
from config.lib import clock

pytestmark = pytest.mark.django_db

URL = "/api/auth/me"


def token_of(client: APIClient) -> str:
    held: dict[str, str] = vars(client)["_credentials"]
    return held["HTTP_AUTHORIZATION"].split()[1]


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "bearer a.b.c",
        "Bearer a b",
        "Token x",
        "Basic YTpi",
        "x",
        "",
        "Bearer \xe9",
    ],
)
def test_anything_but_a_live_token_is_401(api: APIClient, header: str) -> None:
    response = api.get(URL, HTTP_AUTHORIZATION=header)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["success"] is False


def test_the_scheme_is_read_in_any_letter_case(ana_api: APIClient) -> None:
    token = token_of(ana_api)

    assert ana_api.get(URL, HTTP_AUTHORIZATION=f"bEARER   {token}").status_code == 200


def test_a_token_in_the_url_is_nothing(api: APIClient, ana_api: APIClient) -> None:
    token = token_of(ana_api)

    assert api.get(f"{URL}?access_token={token}").status_code == 401


def test_one_query_tells_who_it_is(
    ana_api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        ana_api.get(URL)


def test_the_last_use_is_written_once_a_minute(ana_api: APIClient) -> None:
    start = Session.objects.get().last_used_at
    seen = []
    for seconds in (30, 59, 61, 90, 122):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            ana_api.get(URL)
        seen.append((Session.objects.get().last_used_at - start).total_seconds())

    assert seen == [0, 0, 61, 61, 122]


def test_an_access_token_lives_thirty_minutes(ana_api: APIClient) -> None:
    start = clock.now()
    statuses = []
    for minutes in (29, 31):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            statuses.append(ana_api.get(URL).status_code)

    assert statuses == [200, 401]


def test_a_disabled_user_is_401(ana_api: APIClient, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)

    assert ana_api.get(URL).status_code == 401


def test_a_changed_password_ends_access_by_whatever_door(ana_api: APIClient, ana: User) -> None:
    ana.set_password("another good password")
    ana.save()

    assert ana_api.get(URL).status_code == 401


def test_an_expired_session_is_401(ana_api: APIClient) -> None:
    Session.objects.update(expires_at=clock.now())

    assert ana_api.get(URL).status_code == 401


def test_a_session_that_is_gone_is_401(ana_api: APIClient) -> None:
    Session.objects.all().delete()

    assert ana_api.get(URL).status_code == 401
