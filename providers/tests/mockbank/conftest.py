from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from config.lib import clock
from providers.tests.mockbank.visitor import Visitor

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def alone(settings: Settings) -> None:
    """The banks without the rest of the house, as `manage.py mockbank` serves them."""
    settings.ROOT_URLCONF = "providers.mockbank.site"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], datetime]:
    """The clock stands at NOW; called, it is put forward."""
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])

    def put(by: timedelta) -> datetime:
        at[0] += by
        return at[0]

    return put


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor().enter()
