"""Shares out a worth in one currency among the rows and opening balances of accounts in others.

A currency is converted and rounded once for all its accounts, so a row counts by what it moves that rounded
sum: the parts add up to the whole to the last cent, whatever their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finance.domain.rates import RateTable

Convert = Callable[[Decimal], Decimal | None]
_ZERO = Decimal(0)


class Opening(NamedTuple):
    """`amount` is in the account's currency, `contribution` in that of the figure."""

    account: str
    currency: str
    amount: Decimal
    contribution: Decimal


def converter(rates: RateTable, source: str, target: str, day: date) -> Convert:
    return lambda amount: rates.convert(amount, source, target, day)


def worth_of(moved: Decimal, *, after: Decimal, convert: Convert) -> Decimal:
    """What a row adds that brought the sum of its currency to `after`; 0 without a rate."""
    return (convert(after) or _ZERO) - (convert(after - moved) or _ZERO)


def opening_worth(
    accounts: Iterable[tuple[str, str, Decimal]], *, currency: str, day: date, rates: RateTable
) -> tuple[list[Opening], defaultdict[str, Decimal]]:
    """(name, currency, opening balance) of each -> those that are not 0, and the sum of each currency."""
    openings, held = [], defaultdict[str, Decimal](Decimal)
    for name, code, amount in accounts:
        held[code] += amount
        share = worth_of(amount, after=held[code], convert=converter(rates, code, currency, day))
        if amount:
            openings.append(Opening(name, code, amount, share))
    return openings, held
