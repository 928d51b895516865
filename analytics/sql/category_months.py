"""The categories of a person by month: see `analytics.models.CategoryMonth`."""

from __future__ import annotations

from typing import Final

from finance.sql.counted import LINES

SELECT: Final = f"""
    SELECT
        period, category_id, kind, COALESCE(SUM(amount), 0) AS total, COUNT(amount) AS count,
        COALESCE(SUM(counts) FILTER (WHERE amount IS NOT NULL), 0) AS top_count,
        MAX(amount) AS largest, MIN(amount) AS smallest,
        COALESCE(SUM(counts) FILTER (WHERE amount IS NULL), 0) AS unconverted
    FROM {LINES} line
    GROUP BY period, category_id, kind
"""  # noqa: S608 - composed of constants
