"""The Content-Security-Policy of every answer: nothing from elsewhere, no inline script."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "Content-Security-Policy"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Swagger UI and ReDoc write their own <style> elements; ReDoc searches in a worker made from a blob.
DOCUMENTATION_POLICY = (
    POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") + "; worker-src blob:"
)
DOCUMENTATION = ("/docs", "/redoc")


class ContentSecurityPolicy:
    """A view that needs its own policy sets the header itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = DOCUMENTATION_POLICY if request.path.startswith(DOCUMENTATION) else POLICY
        response.headers.setdefault(HEADER, policy)
        return response
