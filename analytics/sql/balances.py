"""Balances from the days that are kept: the same as `finance.sql.balances` counts from the rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from analytics.sql.calendar import WITHIN, within
from analytics.sql.facts import ACCOUNT_DAYS
from analytics.sql.fresh import Fresh
from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.sql.statement import as_date, fetch


def account_balances(fresh: Fresh, as_of: date | None = None) -> dict[int, Decimal]:
    """Every account at the end of that day, by id, in its own currency; None = with all rows, future ones
    too.
    """
    rows = fetch(
        f"""
        SELECT account.id, account.opening_balance + COALESCE(movement.units, 0)
        FROM finance_account account LEFT JOIN (
            SELECT account_id, SUM(moved) AS units FROM {fresh.rows(ACCOUNT_DAYS)} day
            WHERE {WITHIN}
            GROUP BY account_id
        ) movement ON movement.account_id = account.id
        WHERE account.user_id = %(user)s
        """,  # noqa: S608 - composed of constants
        **fresh.parameters(),
        user=fresh.user_id,
        **within(DateRange(None, as_of)),
    )
    return {account_id: from_units(int(units)) for account_id, units in rows}


def account_movements(fresh: Fresh, span: DateRange) -> dict[int, Decimal]:
    """By how much those days moved each account; accounts without rows are absent."""
    rows = fetch(
        f"SELECT account_id, SUM(moved) FROM {fresh.rows(ACCOUNT_DAYS)} day"  # noqa: S608 - constants
        f" WHERE {WITHIN} GROUP BY account_id",
        **fresh.parameters(),
        **within(span),
    )
    return {account_id: from_units(int(units)) for account_id, units in rows}


def daily_movements(fresh: Fresh, span: DateRange) -> list[tuple[date, str, Decimal]]:
    """(day, currency of the accounts, sum of what they moved), ascending by day; days with rows only."""
    rows = fetch(
        f"""
        SELECT day.date, account.currency, SUM(day.moved)
        FROM {fresh.rows(ACCOUNT_DAYS)} day JOIN finance_account account ON account.id = day.account_id
        WHERE {WITHIN}
        GROUP BY day.date, account.currency
        ORDER BY day.date, account.currency
        """,  # noqa: S608 - composed of constants
        **fresh.parameters(),
        **within(span),
    )
    return [(as_date(day), currency, from_units(int(units))) for day, currency, units in rows]
