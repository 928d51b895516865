"""What all addresses of a bank share: it must be there, and it says no in JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from providers.mockbank.answers import JSON, encoded
from providers.mockbank.refusals import Refusal, invalid_request
from providers.mockbank.schema import SCHEMAS


class BankView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.MOCK_BANKS or kwargs["bank"] not in SCHEMAS:
            return self.refused(Refusal(404, "not_found", "There is no such bank."))
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            response = self.refused(refusal)
        response.headers["Cache-Control"] = "no-store"
        return response

    def refused(self, refusal: Refusal) -> HttpResponse:
        body = encoded({"error": refusal.code, "message": refusal.message})
        return HttpResponse(body, status=refusal.status, headers=refusal.headers, content_type=JSON)


@method_decorator(csrf_exempt, name="dispatch")
class ProgramView(BankView):
    """For programs: no cookie opens anything here."""


def bearer(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def limit_of(request: HttpRequest) -> int:
    text = request.GET.get("limit", "100")
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= 500):
        raise invalid_request("limit is a number from 1 to 500.")
    return int(text)
