"""api.md §6: the user's signed outgoing webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from config.drf.conditional import no_store
from config.drf.operations import operation
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, Query, read_body, read_query
from config.drf.views import OwnedViewSet, answer
from preferences.api.notifications import KindName
from preferences.models import Webhook
from preferences.selectors.webhooks import webhooks_of
from preferences.services.webhooks import add_webhook, remove_webhook

TAG = "Webhooks"
DESCRIPTION = """Each notification is posted to `url` as JSON `{type, timestamp, data}`, signed by the \
Standard Webhooks specification: `webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 of \
`{webhook-id}.{webhook-timestamp}.{body}` under the secret. An answer other than 2xx is tried again for \
hours, with the same `webhook-id`. Only https, only public addresses, and redirects are not followed. The \
secret is shown in this answer and never again."""


class WebhookIn(Body):
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    secret: Annotated[str, msgspec.Meta(max_length=120)] | None = None
    kinds: list[KindName] = []


class WebhookOut(Answer):
    id: int
    url: str
    kinds: list[str]
    created_at: datetime
    delivered_at: datetime | None
    last_error: str


class WebhookCreated(WebhookOut):
    secret: str


class WebhookViewSet(OwnedViewSet):
    noun, tag = "webhooks", TAG
    body_in, answer_out = WebhookIn, WebhookOut
    order = ("id",)
    actions_allowed = ("list", "retrieve", "create", "destroy")

    def get_queryset(self) -> QuerySet[Webhook, Webhook]:
        return webhooks_of(self.user)

    @operation(
        "webhooks_create",
        tag=TAG,
        summary="Add to webhooks",
        description=DESCRIPTION,
        body=WebhookIn,
        answers={201: WebhookCreated},
        errors=(409,),
    )
    @no_store
    def create(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        data = read_body(request, WebhookIn)
        webhook, secret = add_webhook(user=self.user, url=data.url, secret=data.secret, kinds=data.kinds)
        return answer(WebhookCreated(**msgspec.structs.asdict(self.present(webhook)), secret=secret), 201)

    def perform_destroy(self, obj: Webhook) -> None:
        remove_webhook(webhook=obj)

    def present(self, obj: Webhook) -> WebhookOut:
        return WebhookOut(
            id=obj.pk,
            url=obj.url,
            kinds=obj.kinds,
            created_at=obj.created_at,
            delivered_at=obj.delivered_at,
            last_error=obj.last_error,
        )


router = OptionalSlash()
router.register("webhooks", WebhookViewSet, basename="webhook")
routes = router.urls
