"""Rate limits, counted in Django's cache; both throttles are on every `ApiView`.

    class UploadView(ApiView): user_scope = "upload"       # besides "user": 600/min
    class LoginView(ApiView): address_scope = "login"      # per client address, also for anonymous callers

Rates stand in `config.drf.defaults.THROTTLE_RATES`; `RATE_LIMITS=false` switches all off.
`client_address(request)` is the address to keep or to show. When the cache is down, users pass; an address
scope asks the function of `use_address_fallback(fn(scope, address) -> bool)`, and without one answers 503.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache as kept
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from config.drf.clients import client_address, client_network
from config.lib import clock
from config.lib.errors import Unavailable

__all__ = ["AddressThrottle", "UserThrottle", "client_address", "use_address_fallback"]

logger = logging.getLogger("moneta.throttles")
_RATE = re.compile(r"(\d+)/(\d*)(s|sec|m|min|h|hour|d|day)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Fallback = Callable[[str, str], bool]
_fallbacks: list[Fallback] = []


def use_address_fallback(fallback: Fallback) -> None:
    """`fallback(scope, address)` counts and judges where the cache cannot; True lets the request pass."""
    _fallbacks[:] = [fallback]


class CacheDownError(Exception):
    """The cache did not answer; nobody knows the count."""


class SlidingThrottle(BaseThrottle):
    """Counts in two neighbouring windows, the older weighed by its share in the last window's length."""

    waiting = 0.0

    def scopes(self, request: Request, view: APIView) -> list[tuple[str, str]]:
        """(scope, whom) to count for this request."""
        raise NotImplementedError

    def without_cache(self, scope: str, whom: str) -> bool:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        if not settings.RATE_LIMITS:
            return True
        return all(self._allow(scope, whom) for scope, whom in self.scopes(request, view))

    def wait(self) -> float:
        return self.waiting

    def _allow(self, scope: str, whom: str) -> bool:
        limit, window = rate_of(scope)
        try:
            waiting = _count(f"throttle:{scope}:{whom}", limit, window)
        except CacheDownError:
            logger.warning("rate limit %s: the cache is down", scope)
            return self.without_cache(scope, whom)
        self.waiting = max(self.waiting, waiting)
        return not waiting


class UserThrottle(SlidingThrottle):
    def scopes(self, request: Request, view: APIView) -> list[tuple[str, str]]:
        if not request.user.is_authenticated:
            return []
        names = ("user", getattr(view, "user_scope", ""))
        return [(name, str(request.user.pk)) for name in names if name]

    def without_cache(self, scope: str, whom: str) -> bool:
        return True


class AddressThrottle(SlidingThrottle):
    def scopes(self, request: Request, view: APIView) -> list[tuple[str, str]]:
        scope = getattr(view, "address_scope", "")
        return [(scope, client_network(request))] if scope else []

    def without_cache(self, scope: str, whom: str) -> bool:
        if not _fallbacks:
            raise Unavailable(retry_after=30)
        return _fallbacks[0](scope, whom)


@kept
def _rate(text: str) -> tuple[int, int]:
    found = _RATE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a rate such as 20/min")
    return int(found[1]), int(found[2] or 1) * _SECONDS[found[3][0]]


def rate_of(scope: str) -> tuple[int, int]:
    """(requests, seconds)."""
    rates: dict[str, Any] = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    return _rate(rates[scope])


def _count(key: str, limit: int, window: int) -> float:
    """Counts one request; 0 when it may pass, else the seconds to wait. A refused request is not counted."""
    now = clock.now().timestamp()
    number, elapsed = int(now // window), now % window
    current = f"{key}:{number}"
    try:
        before = int(cache.get(f"{key}:{number - 1}") or 0)
        cache.add(current, 0, timeout=2 * window)
        count = cache.incr(current)
        waiting = _waiting(before, count, limit, window, elapsed)
        if waiting:
            cache.decr(current)
    except ValueError:  # the key expired between add and incr
        return 0.0
    except Exception as problem:  # each cache has errors of its own
        raise CacheDownError from problem
    return waiting


def _waiting(before: int, count: int, limit: int, window: int, elapsed: float) -> float:
    """Until when the weighed count, this request included, is within the limit."""
    if before * (1 - elapsed / window) + count <= limit:
        return 0.0
    if count > limit:
        return window - elapsed + window / limit
    return window * (1 - (limit - count) / before) - elapsed
