"""Rows of the outbox for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from config.jobs.models import OutboxMessage


class OutboxMessageFactory(DjangoModelFactory):
    class Meta:
        model = OutboxMessage

    channel = "email"
    message_id = factory.Sequence(lambda number: f"<{number}@moneta.example>")
    recipient = factory.Sequence("{}@moneta.example".format)
    created_at = datetime(2026, 1, 2, tzinfo=UTC)
