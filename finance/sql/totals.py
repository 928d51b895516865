"""Income and expenses, whole and by month and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.sql.counted import COUNTED, Counting
from finance.sql.statement import as_date, fetch


@dataclass(frozen=True, slots=True)
class Flow:
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

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            self.income + other.income,
            self.expenses + other.expenses,
            self.income_count + other.income_count,
            self.expense_count + other.expense_count,
            self.unconverted + other.unconverted,
        )


NO_FLOW = Flow(Decimal(0), Decimal(0), 0, 0, 0)

_FLOW = """
    COALESCE(SUM(amount) FILTER (WHERE kind = 'Income'), 0),
    COALESCE(SUM(amount) FILTER (WHERE kind = 'Expense'), 0),
    COUNT(amount) FILTER (WHERE kind = 'Income'),
    COUNT(amount) FILTER (WHERE kind = 'Expense'),
    COUNT(*) - COUNT(amount)
"""


def total_flow(counting: Counting) -> Flow:
    (row,) = fetch(f"SELECT {_FLOW} FROM {COUNTED} counted", **counting.parameters())  # noqa: S608 - constants
    return _flow(row)


def monthly_flows(counting: Counting) -> list[tuple[int, Flow]]:
    """(yyyymm, flow), ascending; only months that have a row."""
    statement = f"SELECT period, {_FLOW} FROM {COUNTED} counted GROUP BY period ORDER BY period"  # noqa: S608 - constants
    return [(row[0], _flow(row[1:])) for row in fetch(statement, **counting.parameters())]


def daily_flows(counting: Counting) -> list[tuple[date, Flow]]:
    """(day, flow), ascending; only days that have a row."""
    statement = f"SELECT date, {_FLOW} FROM {COUNTED} counted GROUP BY date ORDER BY date"  # noqa: S608 - constants
    return [(as_date(row[0]), _flow(row[1:])) for row in fetch(statement, **counting.parameters())]


def first_and_last_day(counting: Counting) -> DateRange:
    """Of the converted rows in the span; both None when there is none."""
    statement = f"SELECT MIN(date), MAX(date) FROM {COUNTED} counted WHERE amount IS NOT NULL"  # noqa: S608 - constants
    ((first, last),) = fetch(statement, **counting.parameters())
    return DateRange(None, None) if first is None else DateRange(as_date(first), as_date(last))


def _flow(row: tuple[Any, ...]) -> Flow:
    income, expenses, *counts = row
    return Flow(from_units(int(income)), from_units(int(expenses)), *counts)
