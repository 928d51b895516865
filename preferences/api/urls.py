"""The paths of preferences."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from preferences.api import preferences

table: list[URLPattern | URLResolver] = [*preferences.routes]
