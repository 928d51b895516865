"""What a person's accounts hold, and what they are worth together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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

ByAccount = Mapping[int, Decimal]


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
    moved = account_movements(user.pk, DateRange(since, as_of)) if since else None
    return balances_of(user=user, held=account_balances(user.pk, as_of), moved=moved, day=as_of)


def balances_of(*, user: User, held: ByAccount, moved: ByAccount | None, day: date) -> Balances:
    """The accounts with what they held at the end of that day; an account that did not move may be absent."""
    accounts = [
        AccountBalance(row, held[row.pk], None if moved is None else moved.get(row.pk, Decimal(0)))
        for row in accounts_of(user).order_by(*NAME_ORDER)
    ]
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    for item in accounts:
        by_currency[item.account.currency] += item.balance
    rates = rate_table({user.base_currency, *by_currency}, start=day, end=day)
    return Balances(accounts, worth(by_currency, currency=user.base_currency, day=day, rates=rates))
