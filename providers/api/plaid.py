"""api.md §3: linking a bank in Plaid's dialogue, and what Plaid tells by webhook."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import Meta
from rest_framework.request import Request

from config.drf.conditional import no_store
from config.drf.idempotency import idempotent_after
from config.drf.operations import operation
from config.drf.parsers import raw_body
from config.drf.structs import Answer, Body, read_body
from config.drf.views import ApiView, answer
from providers.api.links import LOGIN, LinkedAccountOut, Opaque, present_accounts
from providers.api.places import places_of
from providers.services.link import Granted, grant_by_public_token, record_link
from providers.services.relink import create_link_token
from providers.services.webhooks import Verdict, receive_webhook

TAG = "Banks"
Word = Annotated[str, Meta(max_length=200)]


class LinkTokenIn(Body):
    # Which products are asked for is the server's setting: a client that names some is not refused.
    products: Annotated[list[Word], Meta(max_length=20)] = []


class LinkTokenOut(Answer, kw_only=True):
    link_token: str
    expiration: datetime


class ExchangeIn(Body):
    public_token: Opaque
    institution_id: Word | None = None
    institution_name: Word | None = None


class ExchangeOut(Answer, kw_only=True):
    status: Literal["linked"] = "linked"
    item_id: str
    connection_id: int
    accounts: list[LinkedAccountOut]


class PlaidWebhookOut(Answer, kw_only=True):
    status: Verdict


class LinkTokenView(ApiView):
    scopes = LOGIN

    @operation(
        "plaid_link_token",
        tag=TAG,
        summary="A token with which Plaid's dialogue opens",
        body=LinkTokenIn,
        answers={200: LinkTokenOut},
        errors=(502, 503),
    )
    @no_store
    def post(self, request: Request) -> HttpResponse:
        read_body(request, LinkTokenIn)
        token = create_link_token(user=self.user, places=places_of(request))
        return answer(LinkTokenOut(link_token=token.token, expiration=token.expires_at))


class ExchangeView(ApiView):
    scopes = LOGIN

    def ask_bank(self, request: Request) -> Granted:
        data = read_body(request, ExchangeIn)
        return grant_by_public_token(
            public_token=data.public_token, institution=(data.institution_name or "").strip()
        )

    @operation(
        "plaid_exchange_public_token",
        tag=TAG,
        summary="Finish linking a bank with what Plaid's dialogue gave; its first sync starts",
        body=ExchangeIn,
        answers={200: ExchangeOut},
        errors=(502, 503),
    )
    @no_store
    @idempotent_after(ask_bank)
    def post(self, request: Request, granted: Granted) -> HttpResponse:
        linked = record_link(user=self.user, granted=granted, request=request)
        return answer(
            ExchangeOut(
                item_id=linked.connection.item_id,
                connection_id=linked.connection.pk,
                accounts=present_accounts(linked.accounts),
            )
        )


class PlaidWebhookView(ApiView):
    authentication_classes = ()
    permission_classes = ()
    max_body = 64_000

    @operation(
        "plaid_webhook",
        tag=TAG,
        summary="For Plaid: something is new at a bank",
        description="Signed by Plaid (`Plaid-Verification`); anything else is 401. `ignored`: nobody has "
        "the item.",
        body={"type": "object"},
        answers={200: PlaidWebhookOut},
        errors=(401, 413, 502, 503),
    )
    def post(self, request: Request) -> HttpResponse:
        return answer(
            PlaidWebhookOut(status=receive_webhook(body=raw_body(request), headers=request.headers))
        )


routes = [
    re_path(r"^plaid/link-token/?$", LinkTokenView.as_view(), name="plaid-link-token"),
    re_path(r"^plaid/item/public-token/exchange/?$", ExchangeView.as_view(), name="plaid-exchange"),
    re_path(r"^sync/plaid/webhook/?$", PlaidWebhookView.as_view(), name="sync-plaid-webhook"),
]
