"""Where analytics answers; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

table: list[URLPattern | URLResolver] = []
