"""Fixtures that every test may use: the people, their clients, and a database that tests can empty.

Ana owns, Ben is the stranger, Cleo is staff. `ana_api`, `ben_api`, `cleo_api` are signed in through the real
login service and send real tokens; `api` is nobody. `rate_limits` switches the limits on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings
    from rest_framework.test import APIClient

    from accounts.models import User


@pytest.fixture
def ana(db: None) -> User:
    return _person("ana@example.com", full_name="Ana Owner")


@pytest.fixture
def ben(db: None) -> User:
    return _person("ben@example.com", full_name="Ben Stranger")


@pytest.fixture
def cleo(db: None) -> User:
    return _person("cleo@example.com", full_name="Cleo Staff", is_staff=True)


@pytest.fixture
def api() -> APIClient:
    from rest_framework.test import APIClient

    return APIClient()


@pytest.fixture
def sign_in() -> Callable[[User], APIClient]:
    """A client with a new session of that user."""
    return _signed_in


@pytest.fixture
def ana_api(ana: User) -> APIClient:
    return _signed_in(ana)


@pytest.fixture
def ben_api(ben: User) -> APIClient:
    return _signed_in(ben)


@pytest.fixture
def cleo_api(cleo: User) -> APIClient:
    return _signed_in(cleo)


@pytest.fixture
def rate_limits(settings: Settings) -> None:
    from django.core.cache import cache

    cache.clear()
    settings.RATE_LIMITS = True


@pytest.fixture(scope="session", autouse=True)
def _flush_append_only_tables() -> None:
    """The flush after a test with real transactions is nobody's DELETE: append-only tables let it pass."""
    from django.db import connection

    from accounts.sql.append_only import MARK, UNMARK

    if connection.vendor != "sqlite":
        return  # PostgreSQL truncates, which fires no trigger for rows
    plain = connection.ops.sql_flush

    def marked_flush(*args: Any, **options: Any) -> list[str]:
        statements = plain(*args, **options)
        return [MARK["sqlite"], *statements, UNMARK["sqlite"]] if statements else []

    connection.ops.sql_flush = marked_flush  # type: ignore[method-assign]  # the one door that the flush has


def _person(email: str, **fields: Any) -> User:
    from accounts.tests.factories import UserFactory

    user: User = UserFactory(email=email, **fields)
    return user


def _signed_in(user: User) -> APIClient:
    from rest_framework.test import APIClient

    from accounts.services.login import log_in
    from accounts.tests.factories import PASSWORD

    client = APIClient()
    _, pair = log_in(email=user.email, password=PASSWORD)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair.access}")
    return client
