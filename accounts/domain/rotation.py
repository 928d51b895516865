"""What presenting a refresh token means."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

GRACE = timedelta(seconds=20)

Verdict = Literal["rotate", "repeat", "reuse"]


def judge(used_at: datetime | None, *, now: datetime) -> Verdict:
    """A first use rotates. Within the grace (two tabs, a lost answer) it is repeated; later it is theft."""
    if used_at is None:
        return "rotate"
    return "repeat" if now - used_at <= GRACE else "reuse"
