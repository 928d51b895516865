"""auth/oauth: signing in with Google or GitHub, begun and finished by the client's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.answers import SignedInOut, present_sign_in
from accounts.services.oauth import sign_in_with_provider
from accounts.services.oauth_states import COOKIE, LIFE, Start, binding_for, start_sign_ins
from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.structs import Answer, LooseBody, read_body
from config.drf.views import ApiView, answer


class CallbackIn(LooseBody):
    code: str
    state: str
    invite: str | None = None


class ProviderOut(Answer):
    provider: str
    client_id: str
    authorize_url: str
    scope: str
    redirect_uri: str
    state: str


CALLBACK: dict[str, Any] = {
    "tag": "Authentication",
    "body": CallbackIn,
    "answers": {200: SignedInOut},
    "errors": (400, 401, 403, 404, 409, 502),
}


class ProvidersView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "providers"

    @no_store
    @operation(
        "auth_oauth_providers",
        tag="Authentication",
        summary="Where one may sign in; each address is good for one sign-in within ten minutes",
        answers={200: list[ProviderOut]},
    )
    def get(self, request: Request) -> HttpResponse:
        binding = binding_for(request)
        starts = start_sign_ins(binding=binding)
        response = answer([present_start(start) for start in starts])
        if binding and starts:
            response.set_cookie(
                COOKIE,
                binding,
                max_age=LIFE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


class CallbackView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    address_scope = "callback"
    provider: ClassVar[str] = ""

    def sign_in(self, request: Request) -> HttpResponse:
        data = read_body(request, CallbackIn)
        signed_in = sign_in_with_provider(
            provider=self.provider,
            code=data.code,
            state=data.state,
            invite=data.invite or "",
            request=request,
        )
        return answer(present_sign_in(*signed_in))


class GoogleCallbackView(CallbackView):
    provider = "google"

    @no_store
    @operation("auth_oauth_google_callback", summary="Finish a sign-in with Google", **CALLBACK)
    def post(self, request: Request) -> HttpResponse:
        return self.sign_in(request)


class GitHubCallbackView(CallbackView):
    provider = "github"

    @no_store
    @operation("auth_oauth_github_callback", summary="Finish a sign-in with GitHub", **CALLBACK)
    def post(self, request: Request) -> HttpResponse:
        return self.sign_in(request)


def present_start(start: Start) -> ProviderOut:
    return ProviderOut(
        provider=start.provider.name,
        client_id=start.provider.client_id,
        authorize_url=start.authorize_url,
        scope=start.provider.scope,
        redirect_uri=start.redirect_uri,
        state=start.state,
    )
