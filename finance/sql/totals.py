"""Income and expenses, whole and by month and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.sql.counted import COUNTED
from finance.sql.statement import as_date, bounds, fetch


class Flow(NamedTuple):
    """In the base currency. `unconverted` rows have no rate yet: they are in no other number."""

    income: Decimal
    expenses: Decimal
    income_count: int
    expense_count: int
    unconverted: int

    @property
    def net(self) -> Decimal:
        return self.income - self.expenses

    @property
    def transactions(self) -> int:
        return self.income_count + self.expense_count


_FLOW = """
    COALESCE(SUM(amount) FILTER (WHERE kind = 'Income'), 0),
    COALESCE(SUM(amount) FILTER (WHERE kind = 'Expense'), 0),
    COUNT(amount) FILTER (WHERE kind = 'Income'),
    COUNT(amount) FILTER (WHERE kind = 'Expense'),
    COUNT(*) - COUNT(amount)
"""


def total_flow(user_id: int, span: DateRange) -> Flow:
    (row,) = fetch(f"SELECT {_FLOW} FROM {COUNTED} counted", user=user_id, **bounds(span))  # noqa: S608 - constants
    return _flow(row)


def monthly_flows(user_id: int, span: DateRange) -> list[tuple[int, Flow]]:
    """(yyyymm, flow), ascending; only months that have a row."""
    statement = f"SELECT period, {_FLOW} FROM {COUNTED} counted GROUP BY period ORDER BY period"  # noqa: S608 - constants
    return [(row[0], _flow(row[1:])) for row in fetch(statement, user=user_id, **bounds(span))]


def daily_flows(user_id: int, span: DateRange) -> list[tuple[date, Flow]]:
    """(day, flow), ascending; only days that have a row."""
    statement = f"SELECT date, {_FLOW} FROM {COUNTED} counted GROUP BY date ORDER BY date"  # noqa: S608 - constants
    return [(as_date(row[0]), _flow(row[1:])) for row in fetch(statement, user=user_id, **bounds(span))]


def _flow(row: tuple[Any, ...]) -> Flow:
    income, expenses, *counts = row
    return Flow(from_units(int(income)), from_units(int(expenses)), *counts)
