from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.lib.errors import Missing
from providers.registry import BANKS, provider_of, providers

if TYPE_CHECKING:
    from pytest_django import Settings

PRACTICE = ["banka", "bankb", "bankc"]


def test_practice_banks_are_there_by_setting(settings: Settings) -> None:
    settings.MOCK_BANKS, settings.PLAID_CLIENT_ID = True, ""
    assert [bank.id for bank in providers()] == PRACTICE
    settings.MOCK_BANKS = False
    assert providers() == []
    with pytest.raises(Missing):
        provider_of("banka")


def test_plaid_is_there_with_both_keys(settings: Settings) -> None:
    settings.MOCK_BANKS, settings.PLAID_CLIENT_ID, settings.PLAID_SECRET = False, "c", ""
    with pytest.raises(Missing):
        provider_of("plaid")
    settings.PLAID_SECRET = "s"
    assert [(bank.id, bank.name, bank.kind) for bank in providers()] == [("plaid", "Plaid", "plaid")]


def test_a_bank_is_named_as_in_the_table(settings: Settings) -> None:
    settings.MOCK_BANKS, settings.PLAID_CLIENT_ID, settings.PLAID_SECRET = True, "c", "s"
    assert [bank.id for bank in providers()] == list(BANKS)
    with pytest.raises(Missing):
        provider_of("nobody")
