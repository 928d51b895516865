from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from providers.domain.contract import Provider
from providers.registry import BANKS, _practice
from providers.tests.conformance.bank import Bank, provider_for, serving
from providers.tests.conformance.toybank.client import toybank

if TYPE_CHECKING:
    from pytest_django import Settings

TOY = "toybank"


@pytest.fixture(params=[*BANKS, TOY])
def bank(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bank]:
    """Every bank of the registry, and one that a folder and this line bring in."""
    monkeypatch.setitem(BANKS, TOY, _practice(toybank, TOY))
    with serving(request.param, settings) as bank:
        yield bank


@pytest.fixture
def provider(bank: Bank) -> Provider:
    return provider_for(bank)
