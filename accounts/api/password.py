"""auth/password: changing it."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import MessageOut
from accounts.api.proof import require_proof
from accounts.domain.scopes import Need
from accounts.models import Session
from accounts.services.password_change import change_password
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.views import ApiView, answer


class PasswordChangeIn(LooseBody):
    """An account without a password needs no current one, but a sign-in of the last ten minutes."""

    new_password: str
    current_password: str | None = None

    __aliases__ = {"old_password": "current_password"}


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
