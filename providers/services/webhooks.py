"""What a provider tells by webhook. Whatever it says, it means "look again": the sync finds out the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.db.models import F

from config.lib import clock
from config.lib.errors import Unauthenticated
from providers.domain.contract import Notice
from providers.models import Connection, SyncRun, WebhookEvent
from providers.services.link import PLAID, link_provider
from providers.services.refusals import explained
from providers.services.sync import request_sync

KEPT = timedelta(days=30)
LONGEST = 60

Verdict = Literal["accepted", "ignored"]


def receive_webhook(*, body: bytes, headers: Mapping[str, str]) -> Verdict:
    """Queue a sync of the item it is about; `ignored` when nobody has that item.

    `Unauthenticated` unless it is the bank's, fresh and unchanged: then nothing is kept. Equal bodies are one
    row, and the syncs that wait are one.
    """
    with explained():
        notice = link_provider().read_webhook(body, headers)
    if notice is None:
        raise Unauthenticated("The signature of this webhook is not right")
    connections = _connections(notice)
    with transaction.atomic():
        _store(notice, body, connections)
        for connection in connections:
            request_sync(connection, trigger=SyncRun.Trigger.WEBHOOK)
    return "accepted" if connections else "ignored"


def prune_webhook_events() -> int:
    return WebhookEvent.objects.filter(received_at__lt=clock.now() - KEPT).delete()[0]


def _connections(notice: Notice) -> list[Connection]:
    linked = Connection.objects.filter(provider_id=PLAID, item_id=notice.item_id)
    return list(linked.exclude(status=Connection.Status.DISCONNECTED).order_by("pk"))


def _store(notice: Notice, body: bytes, connections: list[Connection]) -> None:
    now, owners = clock.now(), {connection.user_id for connection in connections}
    event = WebhookEvent(
        user_id=owners.pop() if len(owners) == 1 else None,
        provider_id=PLAID,
        body_hash=sha256(body).hexdigest(),
        item_id=notice.item_id,
        kind=notice.kind[:LONGEST],
        code=notice.code[:LONGEST],
        received_at=now,
    )
    WebhookEvent.objects.bulk_create([event], ignore_conflicts=True)
    WebhookEvent.objects.filter(provider_id=PLAID, body_hash=event.body_hash).update(
        deliveries=F("deliveries") + 1, received_at=now, handled_at=now
    )
