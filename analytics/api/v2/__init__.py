"""api.md §6, v2: lists of figures that are kept by month and day.

All are pages: `limit` and `offset` (or `skip`, or `page`), `total` without them, `count` of what is shown.
"""

from __future__ import annotations

from analytics.api.v2 import (
    category_trends,
    daily_summaries,
    fiscal_years,
    investments,
    merchants,
    monthly_summaries,
    net_worth,
    refresh,
    transfer_flows,
)

routes = [
    *daily_summaries.routes,
    *monthly_summaries.routes,
    *category_trends.routes,
    *transfer_flows.routes,
    *merchants.routes,
    *net_worth.routes,
    *fiscal_years.routes,
    *investments.routes,
    *refresh.routes,
]
