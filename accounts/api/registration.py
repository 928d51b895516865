"""POST auth/register."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import MessageOut, RegisteredOut, present_registration
from accounts.api.values import FullName
from accounts.domain.newcomer import Newcomer
from accounts.services.email_verification import ask_registration
from accounts.services.registration import register_user
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.values import CurrencyCode
from config.drf.views import ApiView, answer

SENT = "A mail with a link is on its way. Open it to finish the registration."


class RegisterIn(LooseBody):
    email: str
    password: str
    username: str | None = None
    full_name: FullName | None = None
    base_currency: CurrencyCode | None = None
    time_zone: str | None = None
    invite: str | None = None

    __aliases__ = {"name": "full_name"}


class RegisterView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "register"

    @no_store
    @operation(
        "auth_register",
        tag="Authentication",
        summary="Make an account",
        body=RegisterIn,
        answers={201: RegisteredOut, 202: MessageOut},
        errors=(400, 403, 429),
    )
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, RegisterIn)
        newcomer = Newcomer(
            email=data.email,
            password=data.password,
            username=data.username or "",
            full_name=data.full_name or "",
            base_currency=data.base_currency or "",
            time_zone=data.time_zone or "",
            invite=data.invite or "",
        )
        if settings.EMAIL_VERIFICATION == "required":
            ask_registration(newcomer=newcomer)
            return answer(MessageOut(message=SENT), 202)
        user, pair = register_user(newcomer=newcomer, request=request)
        return answer(present_registration(user, pair), 201)
