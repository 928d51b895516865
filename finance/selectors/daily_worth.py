"""Net worth day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from config.lib.periods import DateRange
from finance.domain.worth import Worth, worth
from finance.models import Account
from finance.selectors.counting import counting_of
from finance.selectors.rates import rate_table
from finance.sql.balances import daily_movements
from finance.sql.totals import NO_FLOW, Flow, daily_flows

if TYPE_CHECKING:
    from accounts.models import User

Movement = tuple[date, str, Decimal]  # day, currency of the accounts, by how much


class DayOfWorth(NamedTuple):
    """`flow` is the day's income and expenses, `worth` what all accounts held at its end."""

    date: date
    flow: Flow
    worth: Worth


def daily_worth(*, user: User, span: DateRange) -> list[DayOfWorth]:
    """The days of the span on which a posted row moved an account, ascending; earlier days are carried in."""
    movements = daily_movements(user.pk, DateRange(None, span.end))
    flows = dict(daily_flows(counting_of(user=user, span=span))) if movements else {}
    return days_of_worth(user=user, movements=movements, flows=flows, span=span)


def days_of_worth(
    *, user: User, movements: Sequence[Movement], flows: Mapping[date, Flow], span: DateRange
) -> list[DayOfWorth]:
    """Opening balances and all movements up to the end of the span, day by day."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    for currency, opening in Account.objects.for_user(user).values_list("currency", "opening_balance"):
        held[currency] += opening
    if not movements:
        return []
    rates = rate_table({user.base_currency, *held}, start=movements[0][0], end=movements[-1][0])
    days = []
    for day, moved in groupby(movements, key=itemgetter(0)):
        for _, currency, amount in moved:
            held[currency] += amount
        if day in span:
            value = worth(held, currency=user.base_currency, day=day, rates=rates)
            days.append(DayOfWorth(day, flows.get(day, NO_FLOW), value))
    return days
