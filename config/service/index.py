"""What this is, for programs and for people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from config.drf.renderers import json_response
from config.service.pages import Page


class Index(Page):
    def get(self, request: HttpRequest) -> HttpResponse:
        about = {
            "name": settings.APP_NAME,
            "version": settings.API_VERSION,
            "status": "running",
            "docs": "/docs",
            "redoc": "/redoc",
        }
        browser = request.get_preferred_type(["application/json", "text/html"]) == "text/html"
        response = render(request, "landing.html", about) if browser else json_response(about)
        patch_vary_headers(response, ["Accept"])
        return response
