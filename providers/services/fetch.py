"""Asks a bank what is new: outside of any transaction, patiently, and with a token that is good."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from config.lib import failpoint
from providers.domain.contract import (
    HOLDINGS,
    BankAccount,
    BankHolding,
    CursorReset,
    Declined,
    Malformed,
    MutatedDuringPagination,
    Provider,
    RateLimited,
    Unavailable,
)
from providers.domain.update import MOST_RESTARTS, Update

MOST_ATTEMPTS = 4
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Told:
    """Everything that one run asks; `holdings` is None where the bank has nothing to say of them now."""

    accounts: tuple[BankAccount, ...]
    update: Update
    holdings: tuple[BankHolding, ...] | None


def fetch_told(provider: Provider, token: str, *, cursor: str) -> Told:
    """Raises any ProviderError; Unavailable only after MOST_ATTEMPTS of one call."""
    accounts = patiently(lambda: provider.fetch_accounts(token))
    failpoint.reached("accounts")
    try:
        update = _fetch_update(provider, token, cursor)
    except CursorReset:
        if not cursor:
            raise Malformed from None
        update = _fetch_update(provider, token, "")
    holdings = _fetch_holdings(provider, token)
    failpoint.reached("read")
    return Told(accounts, update, holdings)


def _fetch_holdings(provider: Provider, token: str) -> tuple[BankHolding, ...] | None:
    """They may be late, and rows do not wait for them: what was held stays until the bank tells."""
    if HOLDINGS not in provider.capabilities:
        return None
    try:
        return provider.fetch_holdings(token)
    except (Unavailable, RateLimited, Malformed, Declined):
        return None


def patiently(call: Callable[[], Answer]) -> Answer:
    """Tries again what may work later, after pauses that grow and differ."""
    for attempt in range(MOST_ATTEMPTS - 1):
        try:
            return call()
        except Unavailable:
            spread = 0.5 + secrets.randbelow(1000) / 1000
            time.sleep(settings.SYNC_RETRY_SECONDS * (1 << attempt) * spread)
    return call()


def _fetch_update(provider: Provider, token: str, start: str) -> Update:
    """All pages of one update; from its first cursor again where the bank's data changed meanwhile."""
    for _ in range(MOST_RESTARTS):
        try:
            return _fetch_pages(provider, token, start)
        except MutatedDuringPagination:
            continue
    return _fetch_pages(provider, token, start)


def _fetch_pages(provider: Provider, token: str, start: str) -> Update:
    update = Update(start)
    more = True
    while more:
        cursor = update.cursor
        more = update.add(patiently(lambda: provider.fetch_page(token, cursor)))  # noqa: B023 - called at once
        failpoint.reached("page")
    return update
