"""Parts of a whole, 0 to 100."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_CENT = Decimal("0.01")
_ZERO = Decimal(0)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """How many hundredths of the whole the part is, to two places, half even; 0 where there is no whole."""
    return (part / whole * 100).quantize(_CENT, rounding=ROUND_HALF_EVEN) if whole else _ZERO
