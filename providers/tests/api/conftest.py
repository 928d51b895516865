from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from providers.tests.consentserver import ConsentServer
from providers.tests.writers import BANKA_ACCOUNTS, write_banka

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def bank(settings: Settings) -> Iterator[ConsentServer]:
    """Bank A, with two accounts in dollars."""
    server = ConsentServer("banka", accounts=BANKA_ACCOUNTS, write=write_banka)
    settings.MOCK_BANKS, settings.MOCK_BANK_URL = True, server.url
    settings.SYNC_RETRY_SECONDS, settings.SYNC_TIMEOUT_SECONDS = 0, 2
    with server.running():
        yield server
