"""The days of a person: see `analytics.models.DailySummary`."""

from __future__ import annotations

from typing import Final

from analytics.sql.transfers import TRANSFERS
from finance.sql.counted import COUNTED, LINES, TOPS

_TOP_OF_DAY = f"""(
    SELECT
        line.period, line.date, top.top_id,
        ROW_NUMBER() OVER (PARTITION BY line.date ORDER BY SUM(line.amount) DESC, top.top_id) AS place
    FROM {LINES} line JOIN {TOPS} top ON top.id = line.category_id
    WHERE line.kind = 'Expense'
    GROUP BY line.period, line.date, top.top_id HAVING SUM(line.amount) > 0
)"""  # noqa: S608 - composed of constants

# Put under each other, not joined: databases guess badly how many days there are.
SELECT: Final = f"""
    SELECT
        period, date, SUM(income) AS income, SUM(expense) AS expense, SUM(income_count) AS income_count,
        SUM(expense_count) AS expense_count, SUM(transfer_count) AS transfer_count,
        SUM(unconverted) AS unconverted, MAX(top_id) AS top_category_id
    FROM (
        SELECT
            period, date, 0 AS income, 0 AS expense, 0 AS income_count, 0 AS expense_count,
            0 AS transfer_count, 0 AS unconverted, top_id
        FROM {_TOP_OF_DAY} spent WHERE place = 1
        UNION ALL
        SELECT
            period, date,
            COALESCE(SUM(amount) FILTER (WHERE kind = 'Income'), 0),
            COALESCE(SUM(amount) FILTER (WHERE kind = 'Expense'), 0),
            COUNT(amount) FILTER (WHERE kind = 'Income'),
            COUNT(amount) FILTER (WHERE kind = 'Expense'),
            0, COUNT(*) - COUNT(amount), NULL
        FROM {COUNTED} counted GROUP BY period, date
        UNION ALL
        SELECT period, date, 0, 0, 0, 0, COUNT(*), 0, NULL FROM {TRANSFERS} moved GROUP BY period, date
    ) part
    GROUP BY period, date
"""  # noqa: S608 - composed of constants
