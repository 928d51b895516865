"""How many figures a person has, as the API lists them."""

from __future__ import annotations

from typing import NamedTuple

from finance.sql.statement import fetch


class FigureCounts(NamedTuple):
    daily_summaries: int
    monthly_summaries: int
    category_trends: int
    transfer_flows: int
    merchants: int
    net_worth: int
    fy_summaries: int


_COUNTS = """
    SELECT
        (SELECT COUNT(*) FROM analytics_dailysummary WHERE user_id = %(user)s),
        (SELECT COUNT(*) FROM analytics_monthlysummary WHERE user_id = %(user)s),
        (SELECT COUNT(*) FROM analytics_categorymonth WHERE user_id = %(user)s),
        (SELECT COUNT(*) FROM (
            SELECT DISTINCT from_account_id, to_account_id FROM analytics_flowmonth WHERE user_id = %(user)s
        ) pair),
        (SELECT COUNT(DISTINCT payee) FROM analytics_merchantmonth WHERE user_id = %(user)s),
        (SELECT COUNT(DISTINCT date) FROM analytics_accountday WHERE user_id = %(user)s),
        (SELECT COUNT(DISTINCT CASE WHEN month < %(fiscal_start)s THEN year - 1 ELSE year END)
         FROM analytics_monthlysummary WHERE user_id = %(user)s)
"""


def figure_counts(user_id: int, fiscal_start: int) -> FigureCounts:
    """`fiscal_start` is the first month of the fiscal year, 1 to 12."""
    (row,) = fetch(_COUNTS, user=user_id, fiscal_start=fiscal_start)
    return FigureCounts(*row)
