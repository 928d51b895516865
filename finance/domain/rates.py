"""Looks up the exchange rate of a day; knows no database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from config.lib.money import round_money

ONE = Decimal(1)


class Rate(NamedTuple):
    """`day` is the day the rate was fixed; None for the shipped fallback table, which has no day."""

    value: Decimal
    day: date | None


class DatedRate(NamedTuple):
    """One unit of the pivot currency buys `rate` units of `currency` on `day`."""

    currency: str
    day: date
    rate: Decimal


class RateTable:
    """Rates against one pivot currency, from which every pair is crossed.

    A day without a fixing (a weekend, a holiday) takes the last one before it. Where none is held that
    early, `fallback` answers; where that does not know the currency either, there is no rate, which is never
    the same as a rate of 1.
    """

    def __init__(self, dated: Iterable[DatedRate], *, pivot: str, fallback: Mapping[str, Decimal]) -> None:
        self._pivot = pivot
        self._fallback = fallback
        self._days: dict[str, list[date]] = {}
        self._rates: dict[str, list[Decimal]] = {}
        for currency, day, rate in sorted(dated):
            self._days.setdefault(currency, []).append(day)
            self._rates.setdefault(currency, []).append(rate)

    def rate(self, source: str, target: str, day: date) -> Rate | None:
        """How many units of `target` one unit of `source` buys; dated by the older of the two fixings."""
        if source == target:
            return Rate(ONE, day)
        numerator, denominator = self._against_pivot(target, day), self._against_pivot(source, day)
        if numerator is None or denominator is None:
            return None
        days = [leg.day for leg in (numerator, denominator) if leg.day != day or leg.value != ONE]
        known = [leg_day for leg_day in days if leg_day is not None]
        oldest = None if len(known) < len(days) else min(known, default=day)
        return Rate(numerator.value / denominator.value, oldest)

    def convert(self, amount: Decimal, source: str, target: str, day: date) -> Decimal | None:
        """`amount` in `target`, rounded half even to its decimals; None without a rate."""
        if source == target:
            return amount
        rate = self.rate(source, target, day)
        return None if rate is None else round_money(amount * rate.value, target)

    def _against_pivot(self, currency: str, day: date) -> Rate | None:
        if currency == self._pivot:
            return Rate(ONE, day)
        days = self._days.get(currency, [])
        position = bisect_right(days, day)
        if position:
            return Rate(self._rates[currency][position - 1], days[position - 1])
        shipped = self._fallback.get(currency)
        return None if shipped is None else Rate(shipped, None)
