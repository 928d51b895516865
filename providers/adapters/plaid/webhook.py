"""Plaid's webhooks: believed when signed by a key that Plaid itself names, fresh, and unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from config.lib import clock, strictjson
from providers.domain.contract import Declined, Malformed, Notice
from providers.domain.webhook_token import is_about, is_signed_by, read_token, usable_key

HEADER = "plaid-verification"
KEY_SECONDS = 3600  # how long a key that has been withdrawn may still be believed
UNKNOWN_SECONDS = 60
_LOOKUPS_A_MINUTE = 30  # anybody can make up key ids, and each would be a call of Plaid


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Plaid's keys by id, those that it does not know too."""

    base_url: str
    fetch: Callable[[str], Mapping[str, Any]]

    def key_of(self, key_id: str) -> Mapping[str, Any] | None:
        """None for one that is unknown, has expired or is of another kind; ProviderError when Plaid fails."""
        place = hashlib.sha256(f"{self.base_url} {key_id}".encode()).hexdigest()
        now = int(clock.now().timestamp())
        until, key = cache.get(f"plaid:key:{place}", (0, {}))
        if now < until:
            return key or None
        if not self._may_ask():
            return None
        key = self._asked(key_id)
        seconds = KEY_SECONDS if key else UNKNOWN_SECONDS
        cache.set(f"plaid:key:{place}", (now + seconds, key), seconds)
        return key or None

    def _asked(self, key_id: str) -> dict[str, Any]:
        try:
            key = dict(self.fetch(key_id))
        except (Declined, Malformed):
            return {}
        return key if usable_key(key, key_id) else {}

    def _may_ask(self) -> bool:
        minute = f"plaid:lookups:{int(clock.now().timestamp()) // 60}"
        cache.add(minute, 0, 120)
        return cache.incr(minute) <= _LOOKUPS_A_MINUTE


def read_webhook(body: bytes, headers: Mapping[str, str], keys: KeyRing) -> Notice | None:
    """What it says; None when it is not to be believed."""
    token = next((value for name, value in headers.items() if name.lower() == HEADER), "")
    claim = read_token(token)
    if claim is None or not is_about(claim, body, now=clock.now()):
        return None
    key = keys.key_of(claim.key_id)
    if key is None or not is_signed_by(token, key):
        return None
    return _notice(body)


def _notice(body: bytes) -> Notice | None:
    try:
        said = strictjson.loads(body)
    except strictjson.JsonError:
        return None
    if not isinstance(said, dict):
        return None
    error = said.get("error")
    return Notice(
        item_id=_word(said, "item_id", 200),
        kind=_word(said, "webhook_type"),
        code=_word(said, "webhook_code"),
        error_code=_word(error, "error_code") if isinstance(error, dict) else "",
    )


def _word(said: Mapping[str, Any], name: str, longest: int = 80) -> str:
    value = said.get(name)
    return value if isinstance(value, str) and len(value) <= longest and value.isprintable() else ""
