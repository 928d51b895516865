"""How alike months are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_ZERO, _ONE = Decimal(0), Decimal(1)


def consistency(values: Sequence[Decimal]) -> Decimal:
    """1 for months that are all alike, 0 for those that differ by more than their mean; not rounded.

    max(0, 1 - v), v = the coefficient of variation: population standard deviation over mean (K. Pearson,
    1896). 1 for fewer than two months. Around a mean of nothing or less, v says nothing: then only equal
    months are consistent.
    """
    if len(set(values)) < 2:
        return _ONE
    mean = sum(values, _ZERO) / len(values)
    if mean <= 0:
        return _ZERO
    deviation = (sum(((value - mean) ** 2 for value in values), _ZERO) / len(values)).sqrt()
    return max(_ZERO, 1 - deviation / mean)
