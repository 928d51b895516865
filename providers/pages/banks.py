"""The pages in which a person links banks. They hold no data: their scripts read and write the API."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import re_path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from config.security import HEADER, POLICY


@method_decorator(never_cache, name="dispatch")
class BankPage(View):
    http_method_names = ["get", "head"]
    template = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{query}")
        return self.show(request)

    def show(self, request: HttpRequest) -> HttpResponse:
        return render(request, self.template)


class Banks(BankPage):
    template = "app/banks.html"


class Return(BankPage):
    """Where a bank's consent page leads back to."""

    template = "app/bank_return.html"


class PlaidLink(BankPage):
    template = "plaid/link.html"

    def show(self, request: HttpRequest) -> HttpResponse:
        response = render(request, self.template, {"link_url": settings.PLAID_LINK_URL})
        response[HEADER] = plaid_policy()
        return response


class PlaidDone(BankPage):
    template = "plaid/done.html"


def plaid_policy() -> str:
    """The house's policy, and Plaid's script with the frame that it opens, on this page only."""
    parts = urlsplit(settings.PLAID_LINK_URL)
    origin = f"{parts.scheme}://{parts.netloc}"
    allowed = POLICY.replace("script-src 'self'", f"script-src 'self' {settings.PLAID_LINK_URL}")
    allowed = allowed.replace("connect-src 'self'", f"connect-src 'self' {settings.PLAID_BASE_URL}")
    return f"{allowed}; frame-src {origin}"


pages = [
    re_path(r"^app/banks/?$", Banks.as_view(), name="app-banks"),
    re_path(r"^app/banks/return/?$", Return.as_view(), name="app-bank-return"),
    re_path(r"^app/banks/plaid/?$", PlaidLink.as_view(), name="app-plaid-link"),
    re_path(r"^app/banks/plaid/done/?$", PlaidDone.as_view(), name="app-plaid-done"),
]
