"""Transfers between accounts by month: see `analytics.models.FlowMonth`."""

from __future__ import annotations

from typing import Final

from analytics.sql.transfers import TRANSFERS

SELECT: Final = f"""
    SELECT
        period, account_id AS from_account_id, to_account_id, SUM(amount) AS total, COUNT(*) AS count,
        MAX(date) AS last_date, MAX(CASE WHEN place = 1 THEN amount END) AS last_amount
    FROM (
        SELECT
            period, account_id, to_account_id, amount, date,
            ROW_NUMBER() OVER (
                PARTITION BY period, account_id, to_account_id ORDER BY date DESC, id DESC
            ) AS place
        FROM {TRANSFERS} moved
    ) ranked
    GROUP BY period, account_id, to_account_id
"""  # noqa: S608 - composed of constants
