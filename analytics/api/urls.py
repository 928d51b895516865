"""Where analytics answers; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from analytics.api import calculations, v2

table: list[URLPattern | URLResolver] = [
    *calculations.routes,
    *v2.routes,
]
