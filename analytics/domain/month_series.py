"""What a series of months says: the best and the worst, ups and downs, and where what is left is heading."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from analytics.domain.change import Trend, Turn, trend, turn
from analytics.domain.theil_sen import Point, forecast, theil_sen

_ZERO: Final = Decimal(0)
_OF_A_MONTH: Final = Decimal("0.05")
_OF_THE_MEAN: Final = Decimal("0.02")
# Ten years: the pairs of a line grow with the square of its points.
_MOST: Final = 120


class Month(NamedTuple):
    """`period` is yyyymm."""

    period: int
    income: Decimal
    expenses: Decimal

    @property
    def net(self) -> Decimal:
        return self.income - self.expenses


class Surplus(NamedTuple):
    """What is left of a month's income. `expected` is the forecast for the month after the last one."""

    trend: Trend
    average: Decimal
    expected: Decimal | None


def best_of(months: Sequence[Month]) -> Month | None:
    """The month with the largest net; the latest of equals."""
    return max(months, key=lambda month: (month.net, month.period), default=None)


def worst_of(months: Sequence[Month]) -> Month | None:
    """The month with the smallest net; the latest of equals."""
    return min(months, key=lambda month: (month.net, -month.period), default=None)


def turns(months: Sequence[Month]) -> list[Turn]:
    """Each month's net against that of the month before, by more than 5 % of its own income or not.

    The first has nothing before it and is stable.
    """
    found: list[Turn] = ["stable"] if months else []
    for before, month in pairwise(months):
        found.append(turn(month.net - before.net, tolerance=month.income * _OF_A_MONTH))
    return found


def surplus_of(months: Sequence[Month]) -> Surplus:
    """Of ascending months: the trend is the slope of a Theil-Sen line through the last ten years of net.

    A slope of up to 2 % of the mean income, in either direction, is stable.
    """
    if not months:
        return Surplus("stable", _ZERO, None)
    points: list[Point] = [(_index(month.period), month.net) for month in months[-_MOST:]]
    mean_income = sum((month.income for month in months), _ZERO) / len(months)
    return Surplus(
        trend=trend(theil_sen(points).slope, tolerance=mean_income * _OF_THE_MEAN),
        average=sum((month.net for month in months), _ZERO) / len(months),
        expected=forecast(points, points[-1][0] + 1),
    )


def _index(period: int) -> int:
    """Months in a row, so that one without rows leaves its gap in the line."""
    return period // 100 * 12 + period % 100
