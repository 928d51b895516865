"""Every preference at both bounds and beyond them. Today is fixed: dates have bounds too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from preferences.models import StoredPreferences
from preferences.models.preferences import FIELDS
from preferences.tests.api.bounds import SHARES, TABLE
from preferences.tests.api.expected import DEFAULTS

pytestmark = pytest.mark.django_db


def bodies(name: str, which: int) -> list[Any]:
    return [value if name in SHARES else {name: value} for value in TABLE[name][which]]


@pytest.fixture
def signed_in(ana: User, sign_in: Callable[[User], APIClient]) -> Iterator[APIClient]:
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        yield sign_in(ana)


def as_sent(value: Any) -> Any:
    """Decimal strings come back as numbers."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other or as_sent(one) == as_sent(other))


def test_the_table_knows_every_preference() -> None:
    assert set(TABLE) == set(FIELDS) == set(DEFAULTS)


@pytest.mark.parametrize("name", TABLE)
def test_within_the_bounds(signed_in: APIClient, name: str) -> None:
    for body in bodies(name, 0):
        response = signed_in.put("/api/preferences", body, format="json")

        assert response.status_code == 200, (body, response.content)
        assert alike(response.json()[name], body[name])
        assert signed_in.get("/api/preferences").json() == response.json()


@pytest.mark.parametrize("name", TABLE)
def test_beyond_the_bounds(signed_in: APIClient, name: str) -> None:
    for body in bodies(name, 1):
        response = signed_in.put("/api/preferences", {"payday": 5} | body, format="json")

        assert response.status_code == 400, body
        assert {field.split(".")[0] for field in response.json()["errors"]} & body.keys(), body
    assert signed_in.get("/api/preferences").json() == DEFAULTS
    assert not StoredPreferences.objects.exists()
