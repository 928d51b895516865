"""The merchants of a person by month: see `analytics.models.MerchantMonth`."""

from __future__ import annotations

from typing import Final

from finance.sql.counted import COUNTED

# The category is that of the whole transaction: what was bought together was paid to one merchant.
SELECT: Final = f"""
    SELECT
        period, payee, category_id, SUM(amount) AS total, COUNT(*) AS count,
        MIN(date) AS first_date, MAX(date) AS last_date
    FROM {COUNTED} counted
    WHERE kind = 'Expense' AND payee <> '' AND amount IS NOT NULL
    GROUP BY period, payee, category_id
"""  # noqa: S608 - composed of constants
