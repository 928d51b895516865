"""How long to leave a bank alone, and when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

_SPREAD = 10  # per cent, to both sides


def next_pause(failures: int, *, interval: timedelta, backoff: Sequence[timedelta], seed: int) -> timedelta:
    """Until the next sync after that many failed runs in a row: the interval, from the third on the first of
    `backoff`, and so on to its last. Spread by up to a tenth, each `seed` in its own way.
    """
    late = failures - 3
    pause = interval if late < 0 or not backoff else backoff[min(late, len(backoff) - 1)]
    return pause * (100 - _SPREAD + seed * 37 % (2 * _SPREAD + 1)) / 100
