"""Several at once, each on a connection of its own, over committed rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.domain.lockout import ACCOUNT
from accounts.models import LoginThrottle, RefreshToken, Session, User
from accounts.services.attempts import account_key
from accounts.tests.factories import PASSWORD, registration
from preferences.models import DataVersion
from preferences.services.versions import bump_ledger

SignIn = Callable[[User], APIClient]

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    ready = Barrier(count)

    def run(number: int) -> Any:
        try:
            ready.wait()
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_refreshes_get_one_pair(ana: User) -> None:
    token = APIClient().post("/api/auth/login", {"email": ana.email, "password": PASSWORD}).json()["refresh"]

    answers = at_once(8, lambda _: APIClient().post("/api/auth/refresh", {"refresh": token}))

    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.content for answer in answers}) == 1
    assert RefreshToken.objects.count() == 2
    assert Session.objects.filter(revoked_at=None).count() == 1


def test_forty_wrong_logins_count_as_forty(ana: User, rate_limits: None) -> None:
    def wrong(number: int) -> int:
        body = {"email": ana.email, "password": "wrong password"}
        address = f"203.0.113.{number}"
        return int(APIClient().post("/api/auth/login", body, REMOTE_ADDR=address).status_code)

    answers = at_once(40, wrong)

    row = LoginThrottle.objects.get(key=account_key(ana.email))
    assert Counter(answers) == {401: ACCOUNT.attempts, 429: 40 - ACCOUNT.attempts}
    assert (row.attempts, row.strikes) == (40, 1)


def test_one_of_many_registers_an_address(transactional_db: None) -> None:
    def register(number: int) -> int:
        email = "dana@example.com" if number % 2 else "Dana@Example.com"
        return int(APIClient().post("/api/auth/register", registration(email=email)).status_code)

    answers = at_once(8, register)

    assert Counter(answers) == {201: 1, 400: 7}
    assert User.objects.count() == 1


def test_equal_local_parts_all_get_a_name(transactional_db: None) -> None:
    def register(number: int) -> int:
        body = registration(email=f"dana@{number}.example.com")
        return int(APIClient().post("/api/auth/register", body).status_code)

    answers = at_once(4, register)

    assert answers == [201] * 4
    assert User.objects.values("username").distinct().count() == 4


def test_one_of_many_changes_to_an_address(ana_api: APIClient, ben_api: APIClient) -> None:
    body = {"email": "shared@example.com", "password": PASSWORD}
    clients = (ana_api, ben_api)

    answers = at_once(2, lambda number: clients[number].patch("/api/auth/me", body).status_code)

    assert sorted(answers) == [200, 400]
    assert User.objects.filter(email="shared@example.com").count() == 1


def test_one_of_many_erases(ana: User, ben: User, sign_in: SignIn) -> None:
    clients = [sign_in(ana) for _ in range(4)]

    answers = at_once(
        4, lambda number: clients[number].delete("/api/auth/account", {"password": PASSWORD}).status_code
    )

    assert sorted(answers) == [200, 401, 401, 401]
    assert list(User.objects.all()) == [ben]


def test_nothing_breaks_for_a_person_who_leaves_meanwhile(ana: User, sign_in: SignIn) -> None:
    body = {"email": ana.email, "password": PASSWORD}
    token = APIClient().post("/api/auth/login", body).json()["refresh"]
    acts: list[Callable[[APIClient], Any]] = [
        lambda api: api.delete("/api/auth/account", {"password": PASSWORD}),
        lambda api: api.get("/api/auth/me"),
        lambda api: api.patch("/api/auth/me", {"full_name": "A"}),
        lambda api: api.post("/api/auth/account/reset"),
        lambda api: api.post("/api/auth/logout"),
        lambda _: APIClient().post("/api/auth/login", body),
        lambda _: APIClient().post("/api/auth/login", {**body, "password": "wrong password"}),
        lambda _: APIClient().post("/api/auth/refresh", {"refresh": token}),
    ]
    clients = [sign_in(ana) for _ in acts]

    answers = at_once(len(acts), lambda number: acts[number](clients[number]).status_code)

    assert answers[0] == 200
    assert set(answers) <= {200, 401, 409}
    assert not User.objects.exists()
    assert RefreshToken.objects.count() == Session.objects.count() == 0


def test_every_bump_counts(ana: User) -> None:
    at_once(10, lambda _: bump_ledger(ana.pk, periods=()))

    assert DataVersion.objects.values_list("ledger", "preferences").get(user=ana) == (10, 0)
