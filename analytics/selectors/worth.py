"""What a person's accounts hold and are worth, from the days that are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from analytics.sql.balances import account_balances, account_movements, daily_movements
from analytics.sql.flows import day_flows
from analytics.sql.fresh import Fresh
from config.lib.periods import DateRange
from finance.models import Account
from finance.selectors.account_worth import Balances, balances_of
from finance.selectors.daily_worth import DayOfWorth, days_of_worth
from finance.selectors.rates import rate_table


class AccountValue(NamedTuple):
    """`balance` is in the currency of the account, `value` in the base currency, None without a rate."""

    account: Account
    balance: Decimal
    value: Decimal | None


def balances_at(fresh: Fresh, as_of: date, *, since: date | None = None) -> Balances:
    """Every account at the end of that day, by name; `since` adds the change from the start of that day."""
    moved = account_movements(fresh, DateRange(since, as_of)) if since else None
    return balances_of(user=fresh.user, held=account_balances(fresh, as_of), moved=moved, day=as_of)


def daily_worth(fresh: Fresh, span: DateRange) -> list[DayOfWorth]:
    """The days of the span on which a posted row moved an account, ascending; earlier days are carried in."""
    movements = daily_movements(fresh, DateRange(None, span.end))
    flows = dict(day_flows(fresh, span)) if movements else {}
    return days_of_worth(user=fresh.user, movements=movements, flows=flows, span=span)


def account_values(fresh: Fresh, as_of: date) -> list[AccountValue]:
    """Every account at the end of that day, by name, at its rates."""
    held = balances_at(fresh, as_of).accounts
    base = fresh.base_currency
    rates = rate_table({base, *(item.account.currency for item in held)}, start=as_of, end=as_of)
    return [
        AccountValue(
            item.account,
            item.balance,
            rates.convert(item.balance, item.account.currency, base, as_of) if item.balance else Decimal(0),
        )
        for item in held
    ]
