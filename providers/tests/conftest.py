"""Banks to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from providers.tests.plaidserver import CLIENT_ID, SECRET, PlaidServer

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def plaid_server(settings: Settings) -> Iterator[PlaidServer]:
    """A Plaid of the test's own, that the settings lead to."""
    server = PlaidServer()
    settings.PLAID_CLIENT_ID, settings.PLAID_SECRET = CLIENT_ID, SECRET
    settings.PLAID_BASE_URL = server.url
    cache.clear()
    with server.running():
        yield server
