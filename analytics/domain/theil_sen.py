"""A straight line through a series that no single odd month can turn.

H. Theil, "A rank-invariant method of linear and polynomial regression analysis" (1950), and P. K. Sen,
"Estimates of the regression coefficient based on Kendall's tau" (1968): the slope is the median of the
slopes between all pairs of points, the intercept the median of what that slope leaves of each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from statistics import median
from typing import NamedTuple

Point = tuple[int, Decimal]

_ZERO = Decimal(0)
_ROOM = Decimal("0.25")


class Line(NamedTuple):
    slope: Decimal
    intercept: Decimal

    def at(self, x: int) -> Decimal:
        return self.intercept + self.slope * x


def theil_sen(points: Sequence[Point]) -> Line:
    """Through at least one point, each at its own x; one point makes a level line."""
    slopes = [(b - a) / (right - left) for (left, a), (right, b) in combinations(points, 2)]
    slope = median(slopes) if slopes else _ZERO
    return Line(slope, median(y - slope * x for x, y in points))


def forecast(points: Sequence[Point], x: int) -> Decimal:
    """What the line says at x, at most a quarter of the observed range above or below that range."""
    values = [y for _, y in points]
    lowest, highest = min(values), max(values)
    room = (highest - lowest) * _ROOM
    return min(max(theil_sen(points).at(x), lowest - room), highest + room)
