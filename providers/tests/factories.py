"""Rows of banks for tests. A connection of these has no tokens: leaving it asks no bank for anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from providers.models import Connection, LinkState, SyncRun, WebhookEvent

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class ConnectionFactory(DjangoModelFactory):
    class Meta:
        model = Connection

    provider_id = "banka"
    item_id = factory.Sequence(lambda number: f"item-{number}")
    institution = "Bank A"
    created_at = AT


class SyncRunFactory(DjangoModelFactory):
    class Meta:
        model = SyncRun

    connection = factory.LazyAttribute(lambda row: ConnectionFactory(user=row.user))
    trigger = "manual"
    created_at = AT


class LinkStateFactory(DjangoModelFactory):
    class Meta:
        model = LinkState

    provider_id = "banka"
    state_hash = factory.Sequence(lambda number: f"{number:064x}")
    redirect_uri = "http://testserver/app/banks"
    created_at = AT
    expires_at = AT + timedelta(minutes=10)


class WebhookEventFactory(DjangoModelFactory):
    class Meta:
        model = WebhookEvent

    provider_id = "plaid"
    body_hash = factory.Sequence(lambda number: f"{number:064x}")
    received_at = AT
