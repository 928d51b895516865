"""What an amount is worth in another currency on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from config.lib.errors import Invalid
from config.lib.money import round_money, wire
from finance.selectors.rates import rate_table

_SHOWN = Decimal("0.0000000001")


class ConversionOut(msgspec.Struct, kw_only=True, rename={"source": "from", "target": "to"}):
    """`rate_date` is the day of the fixing used; null with `fallback`, for the shipped table."""

    amount: Decimal
    source: str
    target: str
    rate: Decimal
    rate_date: date | None
    converted: Decimal
    fallback: bool


def shown_rate(rate: Decimal) -> Decimal:
    """To ten places, as answers show it."""
    return rate.quantize(_SHOWN).normalize()


def convert_amount(*, amount: Decimal, source: str, target: str, day: date) -> ConversionOut:
    """Half even to the decimals of the target; Invalid where no rate of that day or before is known."""
    rate = rate_table({source, target}, start=day, end=day).rate(source, target, day)
    if rate is None:
        raise Invalid(
            "No exchange rate is known", errors={"to": [f"No rate from {source} to {target} on {day}"]}
        )
    return ConversionOut(
        amount=wire(amount, source),
        source=source,
        target=target,
        rate=shown_rate(rate.value),
        rate_date=rate.day,
        converted=round_money(amount * rate.value, target),
        fallback=rate.day is None,
    )
