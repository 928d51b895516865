"""Single expenses that stand out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from config.lib.money import from_units
from finance.sql.categories import UNCATEGORIZED
from finance.sql.counted import COUNTED, LINES, TOPS, Counting
from finance.sql.statement import as_date, fetch


class Expense(NamedTuple):
    transaction_id: int
    date: date
    category: str
    amount: Decimal


class UnusualExpense(NamedTuple):
    """`median` is that of its top category."""

    expense: Expense
    median: Decimal


_LARGEST = f"""
    SELECT counted.id, counted.date, COALESCE(top.top_name, %(uncategorized)s), counted.amount
    FROM (
        SELECT id, date, amount, category_id FROM {COUNTED} expense WHERE kind = 'Expense' AND amount > 0
        ORDER BY amount DESC, date DESC, id DESC LIMIT 1
    ) counted LEFT JOIN {TOPS} top ON top.id = counted.category_id
"""  # noqa: S608 - composed of constants

# `middle` is twice the median: the sum of the one or two middle amounts, counted from both ends.
_UNUSUAL = f"""
    WITH expense AS (
        SELECT lines.id, lines.date, lines.amount, COALESCE(top.top_name, %(uncategorized)s) AS category
        FROM {LINES} lines LEFT JOIN {TOPS} top ON top.id = lines.category_id
        WHERE lines.kind = 'Expense' AND lines.amount > 0
    ),
    ranked AS (
        SELECT category, amount,
            ROW_NUMBER() OVER (PARTITION BY category ORDER BY amount) AS place,
            COUNT(*) OVER (PARTITION BY category) AS total
        FROM expense
    ),
    normal AS (
        SELECT category, CASE WHEN COUNT(*) = 1 THEN 2 * SUM(amount) ELSE SUM(amount) END AS middle
        FROM ranked WHERE 2 * place BETWEEN total AND total + 2
        GROUP BY category
    )
    SELECT expense.id, expense.date, expense.category, expense.amount, normal.middle
    FROM expense JOIN normal ON normal.category = expense.category
    WHERE expense.amount > normal.middle
    ORDER BY 2 * expense.amount - normal.middle DESC, expense.date DESC, expense.id DESC
    LIMIT %(limit)s
"""  # noqa: S608 - composed of constants


def largest_expense(counting: Counting) -> Expense | None:
    """The transaction, whole; the latest of equals. None when nothing was spent."""
    rows = fetch(_LARGEST, uncategorized=UNCATEGORIZED, **counting.parameters())
    return _expense(*rows[0]) if rows else None


def unusual_expenses(counting: Counting, *, limit: int) -> list[UnusualExpense]:
    """Expenses (or lines of them) above twice the median of their top category in the span.

    Those come first that exceed the median by the most money: three times a rent matters more than ten
    times a coffee.
    """
    rows = fetch(_UNUSUAL, uncategorized=UNCATEGORIZED, limit=limit, **counting.parameters())
    return [UnusualExpense(_expense(*row[:4]), from_units(int(row[4])) / 2) for row in rows]


def _expense(transaction_id: int, day: date | str, category: str, units: int) -> Expense:
    return Expense(transaction_id, as_date(day), category, from_units(int(units)))
