"""How many transactions a reader's filter finds, counted once per state of the ledger."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from django.core.cache import cache

from finance.domain.transaction_filter import TransactionFilter
from finance.selectors.transactions import filter_transactions
from preferences.selectors.versions import versions_of

if TYPE_CHECKING:
    from accounts.models import User

_KEPT_SECONDS = 300


def count_transactions(*, user: User, filters: TransactionFilter) -> int:
    """The exact number now: it is kept under the ledger's version, which moves with every write."""
    version = versions_of(user).ledger
    if not version:  # nothing was ever written
        return filter_transactions(user=user, filters=filters).count()
    digest = sha256(msgspec.json.encode(filters)).hexdigest()[:32]
    key = f"finance.count.{user.pk}.{version}.{digest}"
    kept: int | None = cache.get(key)
    if kept is None:
        # Read after the version: a write in between makes the kept number newer than its key, never older.
        kept = filter_transactions(user=user, filters=filters).count()
        cache.set(key, kept, _KEPT_SECONDS)
    return kept
