"""Days with their income, expenses and counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from analytics.sql.calendar import WITHIN, within
from analytics.sql.facts import DAYS
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Listed, Part, amount, fetch_part
from config.lib.periods import DateRange
from finance.sql.statement import as_date


class Day(NamedTuple):
    """In the base currency. `unconverted` rows have no rate yet: they are in no other number."""

    date: date
    income: Decimal
    expense: Decimal
    income_count: int
    expense_count: int
    transfer_count: int
    unconverted: int
    top_category: str | None


def list_days(fresh: Fresh, span: DateRange, part: Part) -> Listed[Day]:
    """Days with posted rows, latest first."""
    found = fetch_part(
        f"""
        SELECT
            day.date, day.income, day.expense, day.income_count, day.expense_count, day.transfer_count,
            day.unconverted, category.name AS top_category
        FROM {fresh.rows(DAYS)} day LEFT JOIN finance_category category ON category.id = day.top_category_id
        WHERE {WITHIN}
        """,  # noqa: S608 - composed of constants
        part,
        order="date DESC",
        **within(span),
        **fresh.parameters(),
    )
    return Listed([_day(*row) for row in found.rows], found.total)


def _day(day: date | str, income: int, expense: int, *rest: int) -> Day:
    return Day(as_date(day), amount(income), amount(expense), *rest)  # type: ignore[arg-type] # as selected
