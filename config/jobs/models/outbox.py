"""A message to somebody outside: written with what it tells of, delivered afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    """The payload is sealed, and emptied once it has gone: it holds links, amounts and names."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FILED = "filed", "Filed: no mail server is configured"
        DEAD = "dead"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    channel = models.CharField(max_length=20)
    key = models.CharField(
        max_length=200, blank=True, help_text="What it tells of; told once in each channel."
    )
    message_id = models.CharField(max_length=120, unique=True)
    recipient = models.CharField(max_length=320)
    payload = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "key"], condition=Q(key__gt=""), name="jobs_outboxmessage_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "filed"], sent_at__isnull=False)
                | Q(state__in=["waiting", "dead"], sent_at__isnull=True),
                name="jobs_outboxmessage_sent_at",
            ),
        )
        indexes = (
            models.Index(fields=["user", "id"], name="jobs_outboxmessage_user"),
            models.Index(fields=["recipient"], name="jobs_outboxmessage_recipient"),
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="jobs_outboxmessage_sent"
            ),
            models.Index(
                fields=["state", "created_at"],
                condition=Q(state__in=["waiting", "dead"]),
                name="jobs_outboxmessage_unsent",
            ),
        )

    def __str__(self) -> str:
        return self.message_id
