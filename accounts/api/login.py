"""POST auth/login and auth/token: the same proof, the same answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import SignedInOut, present_sign_in
from accounts.services.login import log_in
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.structs import LooseBody, read_body
from config.drf.views import ApiView, answer


class LoginIn(LooseBody):
    email: str
    password: str


class TokenIn(LoginIn):
    external_id: str | None = None


SIGN_IN: dict[str, Any] = {
    "tag": "Authentication",
    "summary": "Sign in with e-mail and password",
    "answers": {200: SignedInOut},
    "errors": (400, 401, 403, 429),
}


class LoginView(ApiView):
    authentication_classes = ()
    permission_classes = ()

    @no_store
    @operation("auth_login", body=LoginIn, **SIGN_IN)
    def post(self, request: Request) -> HttpResponse:
        return sign_in(request, read_body(request, LoginIn))


class TokenView(ApiView):
    authentication_classes = ()
    permission_classes = ()

    @no_store
    @operation("auth_token", body=TokenIn, **SIGN_IN)
    def post(self, request: Request) -> HttpResponse:
        return sign_in(request, read_body(request, TokenIn))


def sign_in(request: Request, data: LoginIn) -> HttpResponse:
    return answer(present_sign_in(*log_in(email=data.email, password=data.password, request=request)))
