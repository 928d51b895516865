"""What accounts hold: the one definition of a balance.

Every live, posted row moves its account by `account_amount` (income adds, expense and transfer take away)
and a transfer's other account by `to_amount`, each in that account's own currency. Money owed is negative
for every type of account. A row without a rate to the account's currency moves nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.sql.statement import bounds, fetch

LEGS = """
    SELECT account_id, date, CASE WHEN type = 'Income' THEN account_amount ELSE -account_amount END AS moved
    FROM finance_transaction
    WHERE user_id = %(user)s AND deletion = '' AND status = 'posted' AND date BETWEEN %(start)s AND %(end)s
    UNION ALL
    SELECT to_account_id, date, to_amount
    FROM finance_transaction
    WHERE user_id = %(user)s AND deletion = '' AND status = 'posted' AND date BETWEEN %(start)s AND %(end)s
      AND to_account_id IS NOT NULL
"""

_BALANCES = f"""
    SELECT account.id, account.opening_balance + COALESCE(SUM(leg.moved), 0)
    FROM finance_account account LEFT JOIN ({LEGS}) leg ON leg.account_id = account.id
    WHERE account.user_id = %(user)s
    GROUP BY account.id, account.opening_balance
"""  # noqa: S608 - composed of constants

_MOVEMENTS = f"SELECT account_id, COALESCE(SUM(moved), 0) FROM ({LEGS}) leg GROUP BY account_id"  # noqa: S608 - composed of constants


def account_balances(user_id: int, as_of: date | None = None) -> dict[int, Decimal]:
    """Every account of the user at the end of that day, by id; None = with all rows, also future ones."""
    rows = fetch(_BALANCES, user=user_id, **bounds(DateRange(None, as_of)))
    return {account_id: from_units(int(units)) for account_id, units in rows}


def account_movements(user_id: int, span: DateRange) -> dict[int, Decimal]:
    """By how much the rows of those days moved each account; accounts without rows are absent."""
    rows = fetch(_MOVEMENTS, user=user_id, **bounds(span))
    return {account_id: from_units(int(units)) for account_id, units in rows}
