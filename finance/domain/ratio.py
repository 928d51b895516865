"""Shares of a whole, rounded once."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_PLACES = Decimal("0.0001")
_ZERO = Decimal(0)


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """The part of the whole to four places, half even; 0 where there is no whole."""
    return (part / whole).quantize(_PLACES, rounding=ROUND_HALF_EVEN) if whole else _ZERO
