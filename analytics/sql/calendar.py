"""Months as text of a statement."""

from __future__ import annotations

from typing import Final

# yyyymm of the calendar month before that of the column `period`.
MONTH_BEFORE: Final = "CASE WHEN period %% 100 = 1 THEN period - 89 ELSE period - 1 END"


def month_before(column: str, window: str) -> str:
    """What the column holds in the calendar month before; NULL where that has no row in the window, which is
    ordered by `period`.
    """
    return f"CASE WHEN LAG(period) OVER {window} = {MONTH_BEFORE} THEN LAG({column}) OVER {window} END"
