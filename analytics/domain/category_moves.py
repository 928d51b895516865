"""Whether spending on a category rises or falls, and what of it is worth a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from analytics.domain.change import Trend, trend

_ZERO = Decimal(0)
_TENTH = Decimal("0.1")
_NOTABLE = Decimal("0.02")
MONTHS = 3

ByMonth = Mapping[int, Decimal]


class Move(NamedTuple):
    """Means per month: of the last full months, and of those before them."""

    category: str
    recent: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        return self.recent - self.before

    @property
    def tenth(self) -> Decimal:
        return abs(self.before) * _TENTH

    @property
    def trend(self) -> Trend:
        return trend(self.difference, tolerance=self.tenth)


def move_of(category: str, amounts: ByMonth, *, months: Sequence[int], first: int) -> Move:
    """How the mean of the last three of six full months stands to that of the three before.

    Months before the `first` of the ledger are no months of nothing: they are left out, and where that
    leaves none to compare, nothing has moved.
    """
    lived = [period for period in months if period >= first]
    recent, before = lived[-MONTHS:], lived[:-MONTHS]
    now = _mean([amounts.get(period, _ZERO) for period in recent])
    return Move(category, now, _mean([amounts.get(period, _ZERO) for period in before]) if before else now)


def sentences(moves: Sequence[Move], *, shown: Callable[[Decimal], str]) -> list[str]:
    """On categories that moved by a tenth or more and by two per cent of all spending, largest move first.

    `shown` writes money for people.
    """
    least = max(_total(move.recent for move in moves), _total(move.before for move in moves)) * _NOTABLE
    notable = [move for move in moves if move.difference and abs(move.difference) >= max(least, move.tenth)]
    notable.sort(key=lambda move: (-abs(move.difference), move.category))
    return [_sentence(move, shown) for move in notable]


def _sentence(move: Move, shown: Callable[[Decimal], str]) -> str:
    means = f"{shown(move.recent)} a month, {shown(move.before)} before"
    if move.before <= 0:
        return f"New spending on {move.category}: {means}"
    verb = "rose" if move.difference > 0 else "fell"
    return f"Spending on {move.category} {verb} by {abs(move.difference) / move.before * 100:.0f}%: {means}"


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, _ZERO) / len(values) if values else _ZERO


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum((max(amount, _ZERO) for amount in amounts), _ZERO)
