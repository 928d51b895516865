"""What accounts hold on the days that move them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from analytics.sql.calendar import WITHIN, within
from analytics.sql.facts import ACCOUNT_DAYS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from config.lib.periods import DateRange, period_of
from finance.sql.statement import as_date, fetch


class Standing(NamedTuple):
    """Of one account, in its currency: what it held before some day and at the end of another."""

    account_id: int
    before: Decimal
    at_end: Decimal


class Moved(NamedTuple):
    """By how much its rows of a day moved an account, in its currency."""

    date: date
    account_id: int
    amount: Decimal


def list_moving_days(fresh: Fresh, span: DateRange, part: Part) -> Listed[date]:
    """Days on which a posted row moved an account, latest first."""
    found = fetch_part(
        f"SELECT DISTINCT date FROM {fresh.rows(ACCOUNT_DAYS)} moved WHERE {WITHIN}",  # noqa: S608 - composed of constants
        part,
        order="date DESC",
        **within(span),
        **fresh.parameters(),
    )
    return Listed([as_date(day) for (day,) in found.rows], found.total)


def moving_day_before(fresh: Fresh, day: date) -> date | None:
    """The last day before it on which a posted row moved an account."""
    # The tables are indexed by month: this reads one month, and not all days before.
    rows = fetch(
        f"SELECT date FROM {fresh.rows(ACCOUNT_DAYS)} moved"  # noqa: S608 - composed of constants
        " WHERE date < %(day)s AND period <= %(period)s ORDER BY period DESC, date DESC LIMIT 1",
        day=day,
        period=period_of(day),
        **fresh.parameters(),
    )
    return as_date(rows[0][0]) if rows else None


def standings(fresh: Fresh, *, before: date | None, at_end: date) -> list[Standing]:
    """Every account of the user; without a day it is what they held before all rows."""
    rows = fetch(
        f"""
        SELECT
            account.id, account.opening_balance + COALESCE(moved.before, 0),
            account.opening_balance + COALESCE(moved.at_end, 0)
        FROM finance_account account LEFT JOIN (
            SELECT
                account_id, SUM(moved) FILTER (WHERE date < %(before)s) AS before,
                SUM(moved) FILTER (WHERE date <= %(at_end)s) AS at_end
            FROM {fresh.rows(ACCOUNT_DAYS)} day GROUP BY account_id
        ) moved ON moved.account_id = account.id
        WHERE account.user_id = %(owner)s
        """,  # noqa: S608 - composed of constants
        before=before or date.min,
        at_end=at_end,
        owner=fresh.user_id,
        **fresh.parameters(),
    )
    return [Standing(pk, amount(early), amount(late)) for pk, early, late in rows]


def list_moves(fresh: Fresh, first: date, last: date) -> list[Moved]:
    """Of the days from the first to the last, ascending."""
    rows = fetch(
        f"SELECT date, account_id, moved FROM {fresh.rows(ACCOUNT_DAYS)} day"  # noqa: S608 - composed of constants
        f" WHERE {WITHIN} ORDER BY date, account_id",
        **within(DateRange(first, last)),
        **fresh.parameters(),
    )
    return [Moved(as_date(day), pk, amount(units)) for day, pk, units in rows]
