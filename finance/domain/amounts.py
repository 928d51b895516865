"""What one amount is worth in the currencies that its row is counted in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.domain.rates import RateTable


class Amounts(NamedTuple):
    """`base` in the owner's base currency, `account` and `to` in those of the two accounts.

    None where no rate is known, and `to` also where there is no receiving account.
    """

    base: Decimal | None
    account: Decimal | None
    to: Decimal | None


def amounts_of(
    amount: Decimal,
    currency: str,
    day: date,
    *,
    base: str,
    account: str,
    to: str | None,
    rates: RateTable,
) -> Amounts:
    return Amounts(
        rates.convert(amount, currency, base, day),
        rates.convert(amount, currency, account, day),
        None if to is None else rates.convert(amount, currency, to, day),
    )
