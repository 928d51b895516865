"""Limits on guessing passwords. The database counts: they hold for parallel attempts and without a cache."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.domain.lockout import ACCOUNT, ADDRESS, FORGET_AFTER, Count, Limit, count_attempt, refused_for
from accounts.models import LoginThrottle, User
from config.drf.clients import UNKNOWN, client_network
from config.lib import clock
from config.lib.errors import Throttled

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from django.http import HttpRequest


def allow_attempt(*, email: str, request: HttpRequest | None) -> None:
    """Count an attempt before the password is looked at, known address or not; `Throttled` when it must wait.

    An attempt that its network address may not make is not counted against the account.
    """
    if not settings.RATE_LIMITS:
        return
    now = clock.now()
    with transaction.atomic(durable=True):
        # Always in this order, so that two attempts cannot wait for each other.
        wait = _count(_address_key(request), ADDRESS, now) or _count(account_key(email), ACCOUNT, now)
    if wait is not None:
        raise Throttled("Too many attempts", retry_after=math.ceil(wait.total_seconds()))


def forgive_attempts(*, email: str) -> None:
    """The password was right: the account's count starts again."""
    LoginThrottle.objects.filter(key=account_key(email)).delete()


def count_address(scope: str, address: str) -> bool:
    """What `config.drf.throttles` asks while the cache is down; True = may pass."""
    with transaction.atomic(durable=True):
        return _count(_key(scope, address), ADDRESS, clock.now()) is None


def prune_attempts() -> int:
    """Forget counts that no longer say anything."""
    old = clock.now() - FORGET_AFTER
    return LoginThrottle.objects.filter(started_at__lt=old).exclude(blocked_until__gte=old).delete()[0]


def account_key(email: str) -> str:
    return _key("account", User.objects.normalize_email(email))


def _address_key(request: HttpRequest | None) -> str:
    return _key("address", UNKNOWN if request is None else client_network(request))


def _key(what: str, value: str) -> str:
    return salted_hmac(f"accounts.throttle.{what}", value, algorithm="sha256").hexdigest()


def _count(key: str, limit: Limit, now: datetime) -> timedelta | None:
    LoginThrottle.objects.bulk_create([LoginThrottle(key=key)], ignore_conflicts=True)
    row = LoginThrottle.objects.select_for_update().get(key=key)
    counted = count_attempt(
        Count(row.attempts, row.strikes, row.started_at, row.blocked_until), limit=limit, now=now
    )
    row.attempts, row.strikes = counted.attempts, counted.strikes
    row.started_at, row.blocked_until = counted.started_at, counted.blocked_until
    row.save()
    return refused_for(counted, limit=limit, now=now)
