"""Signing out, starting again, leaving."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import MessageOut
from accounts.api.proof import require_proof
from accounts.domain.scopes import Need
from accounts.models import Session
from accounts.services.erasure import erase_account, reset_account
from accounts.services.logout import log_out
from config.drf.operations import operation
from config.drf.structs import LooseBody, Query, read_body, read_query
from config.drf.views import ApiView, answer

RESET = {
    "full": "Account reset to fresh state. All data cleared.",
    "transactions": "Transactions and analytics cleared. Preferences preserved.",
}


class EraseIn(LooseBody):
    password: str | None = None


class ResetQuery(Query):
    mode: Literal["full", "transactions"] = "full"


ERASE: dict[str, Any] = {
    "tag": "Authentication",
    "body": EraseIn,
    "answers": {200: MessageOut},
    "errors": (400, 403, 429),
}


class LogoutView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"post": "login"}

    @operation("auth_logout", tag="Authentication", summary="Sign out here", answers={200: MessageOut})
    def post(self, request: Request) -> HttpResponse:
        session = request.auth if isinstance(request.auth, Session) else None
        log_out(user=self.user, session=session, request=request)
        return answer(MessageOut(message="Logged out successfully"))


class AccountView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"delete": "login"}

    @operation("auth_account_delete", summary="Erase the account and everything in it", **ERASE)
    def delete(self, request: Request) -> HttpResponse:
        require_proof(request, read_body(request, EraseIn).password)
        erase_account(user=self.user)
        return answer(MessageOut(message="Account deleted. All data erased."))


class ResetView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"post": "login"}

    @operation(
        "auth_account_reset",
        tag="Authentication",
        summary="Clear the account's data and keep the login",
        query=ResetQuery,
        answers={200: MessageOut},
        errors=(400,),
    )
    def post(self, request: Request) -> HttpResponse:
        query = read_query(request, ResetQuery)
        reset_account(user=self.user, mode=query.mode, request=request)
        return answer(MessageOut(message=RESET[query.mode]))
