"""What a person's accounts hold, and what they are worth together."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from config.lib.periods import DateRange
from finance.domain.worth import Worth, worth
from finance.models import Account
from finance.selectors.accounts import NAME_ORDER, accounts_of
from finance.selectors.rates import rate_table
from finance.sql.balances import account_balances, account_movements

if TYPE_CHECKING:
    from accounts.models import User


class AccountBalance(NamedTuple):
    """In the currency of the account; `change` is what the rows of the range moved, None without a range."""

    account: Account
    balance: Decimal
    change: Decimal | None


class Balances(NamedTuple):
    """`total` is in the base currency."""

    accounts: list[AccountBalance]
    total: Worth


def balances_at(*, user: User, as_of: date, since: date | None = None) -> Balances:
    """Every account at the end of that day, by name; `since` adds the change from the start of that day."""
    held = account_balances(user.pk, as_of)
    moved = account_movements(user.pk, DateRange(since, as_of)) if since else {}
    accounts = [
        AccountBalance(row, held[row.pk], moved.get(row.pk, Decimal(0)) if since else None)
        for row in accounts_of(user).order_by(*NAME_ORDER)
    ]
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    for item in accounts:
        by_currency[item.account.currency] += item.balance
    rates = rate_table({user.base_currency, *by_currency}, start=as_of, end=as_of)
    return Balances(accounts, worth(by_currency, currency=user.base_currency, day=as_of, rates=rates))
