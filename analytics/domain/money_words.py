"""Writes amounts and shares the way their reader wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from analytics.domain.month_names import month_name
from config.lib.money import round_money

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class MoneyStyle:
    """`indian` groups 12,34,567.00, otherwise 1,234,567.00; `after` puts the symbol behind the digits."""

    currency: str
    symbol: str
    after: bool = False
    indian: bool = False

    def __call__(self, amount: Decimal) -> str:
        rounded = round_money(amount, self.currency)
        whole, point, fraction = f"{abs(rounded):f}".partition(".")
        digits = f"{self._grouped(whole)}{point}{fraction}"
        sign = "-" if rounded < 0 else ""
        if self.after:
            return f"{sign}{digits} {self.symbol}"
        gap = " " if self.symbol[-1:].isalpha() or self.symbol.endswith(".") else ""
        return f"{sign}{self.symbol}{gap}{digits}"

    def _grouped(self, digits: str) -> str:
        if not self.indian or len(digits) <= 3:
            return f"{int(digits):,}"
        return re.sub(r"(?<=[0-9])(?=(?:[0-9]{2})+$)", ",", digits[:-3]) + "," + digits[-3:]


def percent(part: Decimal, whole: Decimal) -> str:
    """`37.5%`, to one place, half even; without the place where it is 0. `whole` is not 0."""
    share = (part / whole * 100).quantize(_TENTH, rounding=ROUND_HALF_EVEN)
    return f"{share:f}%".replace(".0%", "%")


def month_words(period: int) -> str:
    """202501 -> January 2025."""
    return f"{month_name(period)} {period // 100}"


def day_words(day: date) -> str:
    """1 January 2025."""
    return f"{day.day} {month_name(day.month)} {day.year}"
