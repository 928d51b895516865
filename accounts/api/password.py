"""auth/password: changing it, and setting a new one when it is forgotten."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import MessageOut
from accounts.api.proof import require_proof
from accounts.domain.scopes import Need
from accounts.models import Session
from accounts.services.password_change import change_password
from accounts.services.password_reset import ask_reset, reset_password
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.views import ApiView, answer

SENT = "If an account has the address, a mail with a link is on its way."


class PasswordChangeIn(LooseBody):
    """An account without a password needs no current one, but a sign-in of the last ten minutes."""

    new_password: str
    current_password: str | None = None

    __aliases__ = {"old_password": "current_password"}


class ResetIn(LooseBody):
    email: str


class ResetConfirmIn(LooseBody):
    token: str
    new_password: str

    __aliases__ = {"password": "new_password"}


class PasswordChangeView(ApiView):
    scopes: ClassVar[dict[str, Need]] = {"post": "login"}

    @operation(
        "auth_password_change",
        tag="Authentication",
        summary="Change your password; every other sign-in and API token ends",
        body=PasswordChangeIn,
        answers={200: MessageOut},
        errors=(400, 403, 429),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, PasswordChangeIn)
        require_proof(request, data.current_password)
        session = request.auth if isinstance(request.auth, Session) else None
        change_password(user=self.user, password=data.new_password, session=session, request=request)
        return answer(MessageOut(message="Password changed. Every other sign-in has ended."))


class PasswordResetView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "reset"

    @operation(
        "auth_password_reset",
        tag="Authentication",
        summary="Ask for a mail with a link to set a new password",
        body=ResetIn,
        answers={200: MessageOut},
        errors=(400, 403),
    )
    def post(self, request: Request) -> HttpResponse:
        ask_reset(email=read_body(request, ResetIn).email)
        return answer(MessageOut(message=SENT))


class PasswordResetConfirmView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "reset"

    @operation(
        "auth_password_reset_confirm",
        tag="Authentication",
        summary="Set a new password with the token of the mail; all access ends",
        body=ResetConfirmIn,
        answers={200: MessageOut},
        errors=(400, 403),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, ResetConfirmIn)
        reset_password(token=data.token, password=data.new_password, request=request)
        return answer(MessageOut(message="Password set. Sign in with it."))
