"""Puts the months to be counted anew together, so that each run of them is one range of days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from config.lib.periods import DateRange, period_range

MOST_RUNS: Final = 6


class Run(NamedTuple):
    """Months from first to last, yyyymm, both included."""

    first: int
    last: int

    @property
    def span(self) -> DateRange:
        return DateRange(period_range(self.first).start, period_range(self.last).end)


EVERYTHING: Final = Run(101, 999912)


def runs_of(periods: Iterable[int]) -> list[Run]:
    """Ascending. More than MOST_RUNS become one from the first month to the last: counting a month too many
    is right as well, and cheaper than many statements. 0 among the periods means every month.
    """
    months = sorted(set(periods))
    if months and months[0] == 0:
        return [EVERYTHING]
    runs: list[Run] = []
    for month in months:
        if runs and month == _after(runs[-1].last):
            runs[-1] = Run(runs[-1].first, month)
        else:
            runs.append(Run(month, month))
    return runs if len(runs) <= MOST_RUNS else [Run(runs[0].first, runs[-1].last)]


def _after(period: int) -> int:
    return period + 1 if period % 100 < 12 else period + 89
