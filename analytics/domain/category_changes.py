"""Categories whose spending differs between two spans enough for a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

_ZERO: Final = Decimal(0)
# Less than a tenth of what it was, or than two per cent of all spending, is not worth a sentence.
_TENTH: Final = Decimal("0.1")
_NOTABLE: Final = Decimal("0.02")

Amounts = Mapping[str, Decimal]


class CategoryChange(NamedTuple):
    """`before` is more than 0."""

    category: str
    now: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        return self.now - self.before


def notable_changes(now: Amounts, before: Amounts) -> list[CategoryChange]:
    """Of the categories that had spending before, the largest difference first."""
    least = sum((max(amount, _ZERO) for amount in now.values()), _ZERO) * _NOTABLE
    changes = [
        CategoryChange(category, now.get(category, _ZERO), amount)
        for category, amount in before.items()
        if amount > 0
    ]
    notable = [
        change
        for change in changes
        if change.difference and abs(change.difference) >= max(least, change.before * _TENTH)
    ]
    return sorted(notable, key=lambda change: (-abs(change.difference), change.category))
