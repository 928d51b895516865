"""How much something has moved, as a number and as a word."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, Literal

Trend = Literal["increasing", "decreasing", "stable"]
Turn = Literal["up", "down", "stable"]

_CENT = Decimal("0.01")
_TURNS: Final[dict[Trend, Turn]] = {"increasing": "up", "decreasing": "down", "stable": "stable"}


def change_pct(now: Decimal, before: Decimal) -> Decimal | None:
    """By how many per cent of its size `before` has moved, to two places, half even; None from nothing."""
    return ((now - before) / abs(before) * 100).quantize(_CENT, rounding=ROUND_HALF_EVEN) if before else None


def trend(difference: Decimal, *, tolerance: Decimal) -> Trend:
    """A difference of the tolerance itself is still stable."""
    if abs(difference) <= tolerance:
        return "stable"
    return "increasing" if difference > 0 else "decreasing"


def turn(difference: Decimal, *, tolerance: Decimal) -> Turn:
    return _TURNS[trend(difference, tolerance=tolerance)]
