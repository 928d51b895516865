"""When too many attempts block: counted per window, and for accounts longer with every block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FORGET_AFTER = timedelta(days=1)
LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """`attempts` pass in a `window`. A block lasts one window; if it `grows`, twice the block before."""

    attempts: int
    window: timedelta
    grows: bool = False


ACCOUNT = Limit(attempts=5, window=timedelta(minutes=5), grows=True)
ADDRESS = Limit(attempts=20, window=timedelta(minutes=1))


@dataclass(frozen=True)
class Count:
    """`attempts` also counts those that were refused; `strikes` the blocks so far."""

    attempts: int = 0
    strikes: int = 0
    started_at: datetime | None = None
    blocked_until: datetime | None = None


def count_attempt(held: Count, *, limit: Limit, now: datetime) -> Count:
    """The count with one more attempt. The one that reaches the limit is let through and starts the block."""
    if _is_over(held, limit=limit, now=now):
        strikes = 0 if _is_forgotten(held, now=now) else held.strikes
        held = Count(strikes=strikes, started_at=now)
    counted = replace(held, attempts=held.attempts + 1)
    if counted.attempts != limit.attempts:
        return counted
    return replace(counted, strikes=held.strikes + 1, blocked_until=now + _block(limit, held.strikes))


def refused_for(counted: Count, *, limit: Limit, now: datetime) -> timedelta | None:
    """How long the attempt that was just counted has to wait; None = it may go on."""
    if counted.attempts <= limit.attempts or counted.blocked_until is None:
        return None
    return counted.blocked_until - now


def _is_over(held: Count, *, limit: Limit, now: datetime) -> bool:
    if held.blocked_until is not None:
        return held.blocked_until <= now
    return held.started_at is None or held.started_at + limit.window <= now


def _is_forgotten(held: Count, *, now: datetime) -> bool:
    last = held.blocked_until or held.started_at
    return last is not None and last + FORGET_AFTER <= now


def _block(limit: Limit, strikes: int) -> timedelta:
    return min(limit.window * 2 ** min(strikes, 16), LONGEST) if limit.grows else limit.window
