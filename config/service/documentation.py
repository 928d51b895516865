"""The schema, and the two pages that show it with files of our own server."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings

from config.drf.renderers import json_response
from config.service.pages import Page


class Schema(Page):
    def get(self, request: HttpRequest) -> HttpResponse:
        return json_response(schema())


class SwaggerUi(Page):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "service/swagger.html", {"title": spectacular_settings.TITLE})


class Redoc(Page):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "service/redoc.html", {"title": spectacular_settings.TITLE})


@cache
def schema() -> dict[str, object]:
    """It takes a second to make and is the same for everybody until the next start."""
    generator: Any = SchemaGenerator
    return dict(generator().get_schema(request=None, public=True))
