"""What accounts hold: the one definition of a balance.

Every live, posted row moves its account by `account_amount` (income adds, expense and transfer take away)
and a transfer's other account by `to_amount`, each in that account's own currency. Money owed is negative
for every type of account. A row without a rate to the account's currency moves nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.sql.statement import as_date, bounds, fetch

_SUMS = """
    SUM(CASE WHEN type = 'Income' THEN account_amount ELSE -account_amount END) AS moved,
    SUM(to_amount) AS received
"""
_ROWS = """
    FROM finance_transaction
    WHERE user_id = %(user)s AND deletion = '' AND status = 'posted' AND date BETWEEN %(start)s AND %(end)s
"""

# Summed by pairs of accounts first, so that the rows are read once although a transfer moves two accounts.
_MOVEMENTS = f"""
    WITH pair AS (SELECT account_id, to_account_id, {_SUMS} {_ROWS} GROUP BY account_id, to_account_id)
    SELECT account_id, COALESCE(SUM(moved), 0) AS units
    FROM (
        SELECT account_id, moved FROM pair
        UNION ALL
        SELECT to_account_id, received FROM pair WHERE to_account_id IS NOT NULL
    ) leg
    GROUP BY account_id
"""  # noqa: S608 - composed of constants

_BALANCES = f"""
    SELECT account.id, account.opening_balance + COALESCE(movement.units, 0)
    FROM finance_account account LEFT JOIN ({_MOVEMENTS}) movement ON movement.account_id = account.id
    WHERE account.user_id = %(user)s
"""  # noqa: S608 - composed of constants

# What the rows of each day moved each account by, in the account's currency, with their number; several rows
# for a day and account.
LEGS: Final = f"""(
    WITH pair AS (
        SELECT period, date, account_id, to_account_id, COUNT(*) AS rows, {_SUMS}
        {_ROWS} GROUP BY period, date, account_id, to_account_id
    )
    SELECT period, date, account_id, moved, rows FROM pair
    UNION ALL
    SELECT period, date, to_account_id, received, rows FROM pair WHERE to_account_id IS NOT NULL
)"""  # noqa: S608 - composed of constants

_DAILY = f"""
    SELECT leg.date, account.currency, COALESCE(SUM(leg.moved), 0)
    FROM {LEGS} leg JOIN finance_account account ON account.id = leg.account_id
    GROUP BY leg.date, account.currency
    ORDER BY leg.date, account.currency
"""  # noqa: S608 - composed of constants


def account_balances(user_id: int, as_of: date | None = None) -> dict[int, Decimal]:
    """Every account of the user at the end of that day, by id; None = with all rows, future ones too."""
    rows = fetch(_BALANCES, user=user_id, **bounds(DateRange(None, as_of)))
    return {account_id: from_units(int(units)) for account_id, units in rows}


def account_movements(user_id: int, span: DateRange) -> dict[int, Decimal]:
    """By how much the rows of those days moved each account; accounts without rows are absent."""
    rows = fetch(_MOVEMENTS, user=user_id, **bounds(span))
    return {account_id: from_units(int(units)) for account_id, units in rows}


def daily_movements(user_id: int, span: DateRange) -> list[tuple[date, str, Decimal]]:
    """(day, currency of the accounts, sum of what they moved), ascending by day; days with rows only."""
    rows = fetch(_DAILY, user=user_id, **bounds(span))
    return [(as_date(day), currency, from_units(int(units))) for day, currency, units in rows]
