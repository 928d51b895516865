"""Where codes become tokens, and tokens end."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from providers.mockbank.answers import answer, interfere
from providers.mockbank.consents import CLIENT
from providers.mockbank.failures import next_failure
from providers.mockbank.grants import exchange, grant_of_code, grant_of_refresh, refresh_access, revoke
from providers.mockbank.refusals import Refusal
from providers.mockbank.views.bank import ProgramView


class Token(ProgramView):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, bank: str) -> HttpResponseBase:
        form = request.POST
        if form.get("client_id") != CLIENT:
            raise Refusal(400, "invalid_client", "Only moneta is known here.")
        match form.get("grant_type"):
            case "authorization_code":
                grant = grant_of_code(
                    bank=bank, code=form.get("code", ""), redirect_uri=form.get("redirect_uri", "")
                )
                failure = next_failure(grant.login, on="token")
                interfere(failure)
                return answer(exchange(grant), failure)
            case "refresh_token":
                refresh = form.get("refresh_token", "")
                grant = grant_of_refresh(bank=bank, refresh=refresh)
                failure = next_failure(grant.login, on="token")
                interfere(failure)
                return answer(refresh_access(grant, refresh), failure)
        raise Refusal(400, "unsupported_grant_type", "authorization_code or refresh_token.")


class Revoke(ProgramView):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, bank: str) -> HttpResponseBase:
        revoke(bank=bank, token=request.POST.get("token", ""))
        return answer({})
