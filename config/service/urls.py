"""Where the service's own views answer: `table` on every mount of the API, `pages` at the root only."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from config.service.documentation import Redoc, Schema, SwaggerUi
from config.service.health import Health, Healthz, Readyz
from config.service.index import Index
from config.service.measurements import Metrics

table: list[URLPattern | URLResolver] = [
    re_path(r"^health/?$", Health.as_view(), name="health"),
    re_path(r"^healthz/?$", Healthz.as_view(), name="healthz"),
    re_path(r"^readyz/?$", Readyz.as_view(), name="readyz"),
    re_path(r"^openapi\.json/?$", Schema.as_view(), name="schema"),
    re_path(r"^schema/?$", Schema.as_view()),
]

pages: list[URLPattern | URLResolver] = [
    re_path(r"^(?:api/?)?$", Index.as_view(), name="index"),
    re_path(r"^docs/?$", SwaggerUi.as_view(), name="docs"),
    re_path(r"^redoc/?$", Redoc.as_view(), name="redoc"),
    re_path(r"^metrics/?$", Metrics.as_view(), name="metrics"),
]
