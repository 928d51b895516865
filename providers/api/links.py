"""api.md §3: linking a bank that asks for consent on a page of its own."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import Meta
from rest_framework.request import Request

from config.drf.conditional import no_store
from config.drf.idempotency import idempotent_after
from config.drf.operations import operation
from config.drf.structs import Answer, LooseBody, read_body
from config.drf.views import ApiView, answer
from finance.models import Account
from providers.api.places import places_of
from providers.services.link import Granted, grant_by_code, record_link, start_link

TAG = "Banks"
LOGIN: dict[str, Any] = {"post": "login"}  # a token of a bank outlives the API token that asked for it
Opaque = Annotated[str, Meta(min_length=1, max_length=500)]


class LinkBankIn(LooseBody):
    provider_id: Annotated[str, Meta(min_length=1, max_length=40)]


class LinkBankOut(Answer, kw_only=True):
    auth_url: str
    state: str
    expires_in: int


class LinkCallbackIn(LooseBody):
    code: Opaque
    state: Opaque


class LinkedAccountOut(Answer, kw_only=True):
    id: int
    name: str


class LinkCallbackOut(Answer, kw_only=True):
    status: Literal["success"] = "success"
    message: str
    connection_id: int
    accounts: list[LinkedAccountOut]


class LinkBankView(ApiView):
    scopes = LOGIN

    @operation(
        "auth_link_bank",
        tag=TAG,
        summary="Begin to link a bank: the page on which its customer agrees",
        description="Open `auth_url` in the browser. It leads back to our page with a code and the state, "
        "which that page posts to auth/callback within `expires_in` seconds, as the same user.",
        body=LinkBankIn,
        answers={200: LinkBankOut},
        examples={"request": {"provider_id": "banka"}},
    )
    @no_store
    def post(self, request: Request) -> HttpResponse:
        data = read_body(request, LinkBankIn)
        consent = start_link(
            user=self.user, provider_id=data.provider_id, redirect_uri=places_of(request).page
        )
        return answer(
            LinkBankOut(auth_url=consent.auth_url, state=consent.state, expires_in=consent.expires_in)
        )


class LinkCallbackView(ApiView):
    scopes = LOGIN
    address_scope = "callback"

    def ask_bank(self, request: Request) -> Granted:
        data = read_body(request, LinkCallbackIn)
        return grant_by_code(user=self.user, code=data.code, state=data.state)

    @operation(
        "auth_callback",
        tag=TAG,
        summary="Finish linking a bank; its first sync starts",
        description="Code and state work once. A bank that you have linked before goes on where it was.",
        body=LinkCallbackIn,
        answers={200: LinkCallbackOut},
        errors=(502, 503),
    )
    @no_store
    @idempotent_after(ask_bank)
    def post(self, request: Request, granted: Granted) -> HttpResponse:
        linked = record_link(user=self.user, granted=granted, request=request)
        name = linked.connection.institution or linked.connection.provider_id
        return answer(
            LinkCallbackOut(
                message=f"{name} is linked; its transactions are on their way.",
                connection_id=linked.connection.pk,
                accounts=present_accounts(linked.accounts),
            )
        )


def present_accounts(accounts: list[Account]) -> list[LinkedAccountOut]:
    return [LinkedAccountOut(id=account.pk, name=account.name) for account in accounts]


routes = [
    re_path(r"^auth/link-bank/?$", LinkBankView.as_view(), name="auth-link-bank"),
    re_path(r"^auth/callback/?$", LinkCallbackView.as_view(), name="auth-callback"),
]
