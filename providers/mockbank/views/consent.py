"""The page on which the bank's customer lets Moneta in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from config.security import HEADER, POLICY
from providers.mockbank.consents import CLIENT, approve, deny, open_consent, origin_of, take_consent
from providers.mockbank.customers import find_or_open, login_at
from providers.mockbank.refusals import Refusal, invalid_request
from providers.mockbank.schema import SCHEMAS
from providers.mockbank.views.bank import BankView

_PAGE = "mockbank/consent.html"
_USUAL_CUSTOMER = "demo"


class Authorize(BankView):
    http_method_names = ("get", "post")

    def get(self, request: HttpRequest, bank: str) -> HttpResponse:
        asked = request.GET
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            raise invalid_request("client_id is moneta and response_type is code.")
        uri = asked.get("redirect_uri", "")
        secret = open_consent(
            bank=bank, redirect_uri=uri, state=asked.get("state", ""), own_host=request.get_host()
        )
        page = {
            "secret": secret,
            "customer": asked.get("login_hint", _USUAL_CUSTOMER)[:60],
            "currency": asked.get("currency", settings.DEFAULT_CURRENCY)[:3],
            "goes_to": origin_of(uri),
        }
        response = self._page(request, page)
        # A browser applies form-action to where the answered form leads as well.
        response.headers[HEADER] = POLICY.replace(
            "form-action 'self'", f"form-action 'self' {page['goes_to']}"
        )
        return response

    def post(self, request: HttpRequest, bank: str) -> HttpResponse:
        answer = request.POST
        consent = take_consent(bank=bank, secret=answer.get("request", ""))
        if answer.get("answer") != "approve":
            return HttpResponseRedirect(deny(consent))
        customer = find_or_open(key=answer.get("customer", ""), currency=answer.get("currency", "").upper())
        return HttpResponseRedirect(approve(consent, login_at(bank=bank, customer=customer)))

    def refused(self, refusal: Refusal) -> HttpResponse:
        title = HTTPStatus(refusal.status).phrase
        return self._page(self.request, {"refusal": refusal.message, "title": title}, refusal.status)

    def _page(self, request: HttpRequest, page: dict[str, Any], status: int = 200) -> HttpResponse:
        schema = SCHEMAS.get(self.kwargs["bank"])
        name = schema.NAME if schema else "No such bank"
        return render(request, _PAGE, {"bank": name, "app": settings.APP_NAME, **page}, status=status)
