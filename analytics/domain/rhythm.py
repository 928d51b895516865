"""How regularly somebody buys from a merchant."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, NamedTuple

from config.lib.periods import months_between

_FEWEST_MONTHS: Final = 3
_TENTH: Final = Decimal("0.1")


class Visits(NamedTuple):
    """So many purchases from `first` to `last`, in `months_active` different calendar months."""

    purchases: int
    first: date
    last: date
    months_active: int


def days_between(visits: Visits) -> Decimal | None:
    """The mean number of days from one purchase to the next, to one place; None for a single one."""
    if visits.purchases < 2:
        return None
    days = Decimal((visits.last - visits.first).days) / (visits.purchases - 1)
    return days.quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def is_monthly(visits: Visits) -> bool:
    """Whether it looks like a subscription or a bill: three months or more, at most one in ten of the months
    from first to last left out, and at most one month in ten with a second purchase.

    It is a rule of thumb over months. It sees neither amounts nor other rhythms than the monthly one.
    """
    spanned = months_between(visits.first, visits.last) + 1
    return (
        visits.months_active >= _FEWEST_MONTHS
        and visits.months_active * 10 >= spanned * 9
        and visits.purchases * 10 <= visits.months_active * 11
    )
