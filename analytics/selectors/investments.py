"""Investments: what was put in and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from analytics.domain.investment_types import investment_type
from analytics.selectors.basis import investment_accounts
from analytics.selectors.investment_kinds import investment_kinds
from analytics.sql.investments import Invested, Investment, invested_by_currency, list_investments
from analytics.sql.listing import Listed, Part
from config.lib import clock
from config.lib.periods import period_of
from finance.selectors.rates import rate_table
from preferences.selectors.preferences import preferences_of

if TYPE_CHECKING:
    from analytics.sql.fresh import Fresh
    from finance.domain.rates import RateTable


class Position(NamedTuple):
    """In the base currency at today's rates; both amounts None without one.

    Nothing tells what was sold, so all that it is worth more than was put in is gained and not realized.
    """

    investment: Investment
    kind: str
    invested: Decimal | None
    value: Decimal | None


class Positions(NamedTuple):
    """The sums are of all positions with a rate, not only of those listed."""

    listed: Listed[Position]
    invested: Decimal
    value: Decimal


def positions(fresh: Fresh, part: Part) -> Positions:
    """Linked holdings; for an investment account without any, the transfers into it are what was invested
    and its balance is what it is worth, both at the end of this month.
    """
    preferences = preferences_of(fresh.user)
    accounts, kinds = investment_accounts(fresh.user, preferences), investment_kinds(fresh.user, preferences)
    today = clock.today(fresh.user.time_zone)
    found = list_investments(fresh, accounts, period_of(today), part)
    sums = invested_by_currency(fresh, accounts, period_of(today))
    rates = rate_table({fresh.base_currency, *(each.currency for each in sums)}, start=today, end=today)
    value = _Valuer(fresh.base_currency, today, rates)
    totals = [value.of(each) for each in sums]
    rows = [
        Position(each, investment_type(each.security, kinds.get(each.account_id)), *value.of(each))
        for each in found.rows
    ]
    return Positions(
        Listed(rows, found.total),
        invested=_sum(invested for invested, _ in totals),
        value=_sum(held for _, held in totals),
    )


class _Valuer(NamedTuple):
    currency: str
    day: date
    rates: RateTable

    def of(self, each: Investment | Invested) -> tuple[Decimal | None, Decimal | None]:
        """What was invested and what it is worth."""
        invested = self.rates.convert(each.invested, each.currency, self.currency, self.day)
        held = self.rates.convert(each.held, each.currency, self.currency, self.day)
        return None if invested is None else invested + each.transferred, held


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))
