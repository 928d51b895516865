"""Where banks answer; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from providers.api import connections, holdings, links, plaid, providers, syncs

table: list[URLPattern | URLResolver] = [
    *providers.routes,
    *links.routes,
    *connections.routes,
    *plaid.routes,
    *syncs.routes,
    *holdings.routes,
]
