"""The months of a person: see `analytics.models.MonthlySummary`."""

from __future__ import annotations

from typing import Final

from analytics.sql.transfers import TRANSFERS
from finance.sql.counted import COUNTED, LINES
from finance.sql.statement import among

_SUMS = (
    "income", "expense", "income_count", "expense_count", "unconverted", "salary", "bonus", "returns",
    "essential", "tax", "out", "arrived", "invested", "transfers",
)  # fmt: skip


def _part(rows: str, **sums: str) -> str:
    """The months of these rows; what they do not know is 0."""
    columns = ", ".join(f"{sums.get(name, '0')} AS {name}" for name in _SUMS)
    return f"SELECT period, {columns} FROM {rows} part GROUP BY period"  # noqa: S608 - composed of constants


def _sum(condition: str) -> str:
    return f"COALESCE(SUM(amount) FILTER (WHERE {condition}), 0)"


def _of(kind: str, categories: str) -> str:
    return _sum(f"kind = '{kind}' AND category_id {among(categories)}")


_INVESTED = among("invested")
_TOTALS = _part(
    COUNTED,
    income=_sum("kind = 'Income'"),
    expense=_sum("kind = 'Expense'"),
    income_count="COUNT(amount) FILTER (WHERE kind = 'Income')",
    expense_count="COUNT(amount) FILTER (WHERE kind = 'Expense')",
    unconverted="COUNT(*) - COUNT(amount)",
)
# Leaves are summed before they are told apart: a hundred sums a month instead of every row.
_KINDS = _part(
    f"(SELECT period, kind, category_id, SUM(amount) AS amount FROM {LINES} line GROUP BY 1, 2, 3)",  # noqa: S608 - composed of constants
    salary=_of("Income", "salary"),
    bonus=_of("Income", "bonus"),
    returns=_of("Income", "returns"),
    essential=_of("Expense", "essential"),
    tax=_of("Expense", "tax"),
)
_MOVED = _part(
    TRANSFERS,
    out="SUM(amount)",
    arrived=_sum("to_account_id IS NOT NULL"),
    invested=f"{_sum(f'to_account_id {_INVESTED}')} - {_sum(f'account_id {_INVESTED}')}",
    transfers="COUNT(*)",
)

SELECT: Final = f"""
    SELECT
        period, period / 100 AS year, period - period / 100 * 100 AS month,
        SUM(income) AS total_income, SUM(expense) AS total_expense, SUM(income) - SUM(expense) AS savings,
        SUM(salary) AS salary_income, SUM(bonus) AS bonus_income, SUM(returns) AS investment_income,
        SUM(income) - SUM(salary) - SUM(bonus) - SUM(returns) AS other_income,
        SUM(essential) AS essential_expense, SUM(expense) - SUM(essential) AS discretionary_expense,
        SUM(tax) AS tax_paid, SUM(income_count) AS income_count, SUM(expense_count) AS expense_count,
        SUM(out) AS transfers_out, SUM(arrived) AS transfers_in, SUM(invested) AS net_investment,
        SUM(transfers) AS transfer_count, SUM(unconverted) AS unconverted,
        %(now)s AS created_at, %(now)s AS updated_at
    FROM ({_TOTALS} UNION ALL {_KINDS} UNION ALL {_MOVED}) part
    GROUP BY period
"""  # noqa: S608 - composed of constants
