"""api.md §6: figures of a range of days.

Each takes `start_date` and `end_date` or a `time_range`. `unconverted`, where a body has it, counts what has
no exchange rate yet; it is left out when that is nothing.
"""

from __future__ import annotations

from analytics.api.calculations import categories, flows, insights, worth

routes = [*flows.routes, *categories.routes, *worth.routes, *insights.routes]
