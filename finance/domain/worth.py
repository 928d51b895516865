"""What balances in several currencies are worth together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.domain.rates import RateTable


class Worth(NamedTuple):
    """`unconverted` are the currencies without a rate: they are not in `amount`."""

    amount: Decimal
    unconverted: Collection[str]


def worth(balances: Mapping[str, Decimal], *, currency: str, day: date, rates: RateTable) -> Worth:
    """The sum of the balances by currency, in one currency at the rates of the day.

    Each currency is converted and rounded once, so a figure does not depend on how many accounts hold it.
    """
    converted = {
        held: rates.convert(balance, held, currency, day) for held, balance in balances.items() if balance
    }
    amount = sum((value for value in converted.values() if value is not None), Decimal(0))
    return Worth(amount, sorted(held for held, value in converted.items() if value is None))
