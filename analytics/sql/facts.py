"""The tables of figures, each with the one statement that defines it.

A SELECT stands in a FROM clause and takes the parameters of a `Basis`; its columns have the names of the
table's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from analytics.models import (
    AccountDay,
    CategoryMonth,
    DailySummary,
    Fact,
    FlowMonth,
    MerchantMonth,
    MonthlySummary,
)
from analytics.sql import account_days, category_months, days, flow_months, merchant_months, months


@dataclass(frozen=True)
class FactTable:
    model: type[Fact]
    select: str

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> str:
        """All but the key and the owner, as text of a SELECT."""
        names = (str(field.column) for field in self.model._meta.concrete_fields)
        return ", ".join(name for name in names if name not in {"id", "user_id"})

    def clear(self, user_id: int, first: int, last: int) -> None:
        """Take away the rows of those months (yyyymm), both ends included."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {self.name} WHERE user_id = %s AND period BETWEEN %s AND %s",  # noqa: S608 - our tables
                [user_id, first, last],
            )

    def fill(self, parameters: dict[str, Any]) -> int:
        """Count the days of those parameters and keep the rows; answers how many."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.name} (user_id, {self.columns})"  # noqa: S608 - composed of constants
                f" SELECT %(user)s, {self.columns} FROM ({self.select}) counted",
                parameters,
            )
            rows: int = cursor.rowcount
        return rows


@contextmanager
def planned_for_many() -> Iterator[None]:
    """Statements of this part of a transaction join by hash.

    After the first upload PostgreSQL does not know yet that there are many rows, and would look a hundred
    thousand of them up one by one.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


DAYS: Final = FactTable(DailySummary, days.SELECT)
MONTHS: Final = FactTable(MonthlySummary, months.SELECT)
CATEGORIES: Final = FactTable(CategoryMonth, category_months.SELECT)
MERCHANTS: Final = FactTable(MerchantMonth, merchant_months.SELECT)
FLOWS: Final = FactTable(FlowMonth, flow_months.SELECT)
ACCOUNT_DAYS: Final = FactTable(AccountDay, account_days.SELECT)
FACTS: Final = (DAYS, MONTHS, CATEGORIES, MERCHANTS, FLOWS, ACCOUNT_DAYS)
