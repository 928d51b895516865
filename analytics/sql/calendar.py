"""Months and days as text of a statement."""

from __future__ import annotations

from typing import Any, Final

from config.lib.periods import DateRange, period_of
from finance.sql.statement import bounds

# A row of the days in the parameters of `within`; the months are there for the index.
WITHIN: Final = "period BETWEEN %(first_period)s AND %(last_period)s AND date BETWEEN %(start)s AND %(end)s"

# yyyymm of the calendar month before that of the column `period`.
MONTH_BEFORE: Final = "CASE WHEN period %% 100 = 1 THEN period - 89 ELSE period - 1 END"


def month_before(column: str, window: str) -> str:
    """What the column holds in the calendar month before; NULL where that has no row in the window, which is
    ordered by `period`.
    """
    return f"CASE WHEN LAG(period) OVER {window} = {MONTH_BEFORE} THEN LAG({column}) OVER {window} END"


def within(span: DateRange) -> dict[str, Any]:
    """The parameters of `WITHIN`."""
    ends = bounds(span)
    return {**ends, "first_period": period_of(ends["start"]), "last_period": period_of(ends["end"])}
