"""Views that are no API operations: they answer GET and HEAD to anybody and read no credentials."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from config.drf.errors import error_response


@method_decorator(csrf_exempt, name="dispatch")  # so that a POST hears of the method, not of a token
class Page(View):
    http_method_names = ["get", "head"]

    def http_method_not_allowed(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = error_response(405)
        response["Allow"] = "GET, HEAD"
        return response
