"""The paths of preferences."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from preferences.api import notifications, preferences, stream, webhooks

table: list[URLPattern | URLResolver] = [
    *preferences.routes,
    *notifications.routes,
    *stream.routes,
    *webhooks.routes,
]
