"""api.md §6: the first generation of figures, each of a named range or of dates."""

from __future__ import annotations

from analytics.api.v1 import behavior, kpis, overview, trends

routes = [*overview.routes, *kpis.routes, *behavior.routes, *trends.routes]
