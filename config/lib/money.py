"""Money: one parser, one rounding, one way onto the wire. A float never gets in."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache

from config.lib.currencies import CURRENCIES, decimals_of

UNIT = Decimal("0.0001")  # what the database counts
ROW_LIMIT = Decimal(10) ** 9  # of one amount
GROSS_LIMIT = Decimal(10) ** 14  # of one user's sum: 10^18 units still fit a BIGINT

_WRITTEN = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
_ZERO = Decimal(0)
_GROSS_UNITS = 10**18
_GROSS_LIMIT_DIGITS = 14


class MoneyError(ValueError):
    """The value is no amount of money that this product can hold; the text says why, for people."""


def parse_money(value: str | int | Decimal, *, decimals: int = 4, limit: Decimal = ROW_LIMIT) -> Decimal:
    """The amount that a text, JSON integer or Decimal states exactly; `|amount| <= limit`.

    ASCII digits with an optional leading minus and one point that has digits on both sides. An exponent
    (also in a Decimal), a sign plus, a separator, a float, a bool, NaN or more than `decimals` written
    decimals raise MoneyError. Minus zero is zero.
    """
    amount = _amount_of(value)
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int):
        raise MoneyError("not a number")
    if exponent > 0:
        raise MoneyError("exponents are not accepted")
    if -exponent > decimals:
        raise MoneyError(f"at most {decimals} decimals")
    if abs(amount) > limit:
        raise MoneyError(f"must be between -{limit:f} and {limit:f}")
    return amount or abs(amount)  # minus zero becomes zero


def _amount_of(value: object) -> Decimal:
    if isinstance(value, str):
        if not _WRITTEN.fullmatch(value):
            raise MoneyError("not a number")
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise MoneyError("not a number")
    return Decimal(value)


@cache
def _quantum(currency: str) -> Decimal:
    return Decimal(1).scaleb(-decimals_of(currency))


def round_money(value: Decimal, currency: str) -> Decimal:
    """Half even to the decimals of the currency: the only rounding of money there is."""
    if not value.is_finite():
        raise MoneyError("not a number")
    rounded = value.quantize(_quantum(currency), context=_EXACT)
    return rounded or abs(rounded)


def to_units(value: Decimal) -> int:
    """How many ten-thousandths; MoneyError when that is no whole number or above the gross limit."""
    if not value.is_finite() or (value.adjusted() > _GROSS_LIMIT_DIGITS and value):
        raise MoneyError("out of range")
    units = int(value.scaleb(4, _EXACT))
    if not -_GROSS_UNITS <= units <= _GROSS_UNITS:
        raise MoneyError("out of range")
    if from_units(units) != value:
        raise MoneyError("at most 4 decimals")
    return units


def from_units(units: int) -> Decimal:
    return Decimal(units).scaleb(-4, _EXACT)


def wire(value: Decimal, currency: str) -> Decimal:
    """What an answer shows: exactly the decimals of the currency."""
    return round_money(value, currency)


def format_money(value: Decimal, currency: str) -> str:
    """For people: `₹1,00,000.00` (lakh grouping for INR), `-$1,000.00`, `CHF 1,000.00`."""
    rounded = round_money(value, currency)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    known = CURRENCIES.get(currency)
    symbol = known.symbol if known else currency
    prefix = f"{symbol} " if symbol[-1:].isalpha() or symbol.endswith(".") else symbol
    sign = "-" if rounded < _ZERO else ""
    return f"{sign}{prefix}{_grouped(whole, currency)}{'.' + fraction if fraction else ''}"


def _grouped(digits: str, currency: str) -> str:
    if currency != "INR" or len(digits) <= 3:
        return f"{int(digits):,}"
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{2})+$)", ",", digits[:-3]) + "," + digits[-3:]
