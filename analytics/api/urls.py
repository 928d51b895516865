"""Where analytics answers; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from analytics.api import (
    calculations,
    charts,
    comparison,
    explain,
    insights,
    monthly,
    net_worth,
    spending,
    v1,
    v2,
    wrapped,
)

table: list[URLPattern | URLResolver] = [
    *calculations.routes,
    *charts.routes,
    *comparison.routes,
    *explain.routes,
    *insights.routes,
    *monthly.routes,
    *net_worth.routes,
    *spending.routes,
    *v1.routes,
    *v2.routes,
    *wrapped.routes,
]
