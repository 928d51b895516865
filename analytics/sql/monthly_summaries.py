"""Months with their income, expenses and transfers, and what the month before had."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from analytics.sql.calendar import month_before
from analytics.sql.facts import MONTHS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, amount_or_none, as_instant, fetch_part

_AMOUNTS = (
    "total_income", "salary_income", "bonus_income", "investment_income", "other_income",
    "total_expense", "essential_expense", "discretionary_expense",
    "transfers_out", "transfers_in", "net_investment",
)  # fmt: skip
_COLUMNS = f"""
    period, {", ".join(_AMOUNTS)},
    {month_before("total_income", "months")} AS income_before,
    {month_before("total_expense", "months")} AS expense_before,
    income_count, expense_count, transfer_count, unconverted, updated_at
"""


class Month(NamedTuple):
    """In the base currency. What was before is of the calendar month before, None where that has no data.
    `unconverted` rows have no rate yet: they are in no other number.
    """

    period: int
    income: Decimal
    salary: Decimal
    bonus: Decimal
    investment: Decimal
    other: Decimal
    expense: Decimal
    essential: Decimal
    discretionary: Decimal
    transfers_out: Decimal
    transfers_in: Decimal
    net_investment: Decimal
    income_before: Decimal | None
    expense_before: Decimal | None
    income_count: int
    expense_count: int
    transfer_count: int
    unconverted: int
    calculated_at: datetime


def list_months(fresh: Fresh, first: int, last: int, part: Part) -> Listed[Month]:
    """Months with posted rows from the first to the last of these (yyyymm), latest first."""
    # Looks back over all months, so that the first of the range has a month before it too.
    found = fetch_part(
        f"""
        SELECT * FROM (
            SELECT {_COLUMNS} FROM {fresh.rows(MONTHS)} month WINDOW months AS (ORDER BY period)
        ) known WHERE period BETWEEN %(first_period)s AND %(last_period)s
        """,  # noqa: S608 - composed of constants
        part,
        order="period DESC",
        first_period=first,
        last_period=last,
        **fresh.parameters(),
    )
    return Listed([_month(row) for row in found.rows], found.total)


def _month(row: tuple[Any, ...]) -> Month:
    period, units, before = row[0], row[1:12], row[12:14]
    *counts, calculated = row[14:]
    amounts = (*map(amount, units), *map(amount_or_none, before))
    return Month._make((period, *amounts, *map(int, counts), as_instant(calculated)))
