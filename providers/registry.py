"""The banks that this installation knows: one line for each, and the settings that bring it in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from config.lib.errors import Missing
from providers.adapters.banka.client import banka
from providers.adapters.bankb.client import bankb
from providers.adapters.bankc.client import bankc
from providers.adapters.plaid.client import Plaid, Setup
from providers.domain.contract import Provider


def _practice(make: Callable[[str], Provider], id: str) -> Callable[[], Provider | None]:
    def made() -> Provider | None:
        return make(f"{settings.MOCK_BANK_URL}/mockbank/{id}") if settings.MOCK_BANKS else None

    return made


def _plaid() -> Provider | None:
    if not (settings.PLAID_CLIENT_ID and settings.PLAID_SECRET):
        return None
    return Plaid(
        Setup(
            base_url=settings.PLAID_BASE_URL,
            client_id=settings.PLAID_CLIENT_ID,
            secret=settings.PLAID_SECRET,
            client_name=settings.APP_NAME,
            products=tuple(settings.PLAID_PRODUCTS),
            country_codes=tuple(settings.PLAID_COUNTRY_CODES),
        )
    )


# id -> the bank, or None where it is not configured.
BANKS: dict[str, Callable[[], Provider | None]] = {
    "banka": _practice(banka, "banka"),
    "bankb": _practice(bankb, "bankb"),
    "bankc": _practice(bankc, "bankc"),
    "plaid": _plaid,
}


def providers() -> list[Provider]:
    """Those that are configured, in the order of the table."""
    return [bank for make in BANKS.values() if (bank := make())]


def provider_of(id: str) -> Provider:
    """Missing for one that is unknown or not configured (any more)."""
    bank = BANKS[id]() if id in BANKS else None
    if bank is None:
        raise Missing("Unknown bank")
    return bank
