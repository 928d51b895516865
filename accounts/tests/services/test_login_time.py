"""M15: the answer comes after the same work whoever is asked for. Hashes are the work."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from pytest_django import Settings

from accounts.adapters.argon2 import Argon2
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD, UserFactory
from config.lib.errors import Unauthenticated

pytestmark = pytest.mark.django_db

CASES = ("wrong@example.com", "unknown@example.com", "inactive@example.com", "oauth@example.com")


@pytest.fixture
def _people(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["accounts.adapters.argon2.Argon2"]
    UserFactory(email="wrong@example.com", password=make_password("another password"))
    UserFactory(email="inactive@example.com", password=make_password(PASSWORD), is_active=False)
    UserFactory(email="oauth@example.com", password=make_password(None))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    counts: list[int] = []
    plain = Argon2.encode

    def counting(self: Argon2, *args: Any) -> str:
        counts.append(1)
        return str(plain(self, *args))

    def refusing(*_: Any) -> bool:
        counts.append(1)
        return False

    monkeypatch.setattr(Argon2, "encode", counting)
    monkeypatch.setattr(Argon2, "verify", refusing)
    return counts


def fail(email: str) -> None:
    with pytest.raises(Unauthenticated):
        log_in(email=email, password=PASSWORD)


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize("email", CASES)
def test_every_failure_costs_one_hash(hashed: list[int], email: str) -> None:
    hashed.clear()

    fail(email)

    assert hashed == [1]


@pytest.mark.slow
@pytest.mark.usefixtures("_people")
def test_medians_lie_within_a_tenth() -> None:
    times: dict[str, list[float]] = {email: [] for email in CASES}
    for _ in range(200):
        for email, taken in times.items():
            start = perf_counter()
            fail(email)
            taken.append(perf_counter() - start)
    medians = {email: median(taken) for email, taken in times.items()}

    assert max(medians.values()) <= 1.1 * min(medians.values()), medians
