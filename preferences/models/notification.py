"""What a person was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib.ownership import OwnedManager, owner


class Notification(models.Model):
    """The row is the truth; mail, streams and webhooks follow it. One row for each event (`key`)."""

    class Kind(models.TextChoices):
        BUDGET_WARNING = "budget_warning"
        BUDGET_EXCEEDED = "budget_exceeded"
        ANOMALY = "anomaly"
        RECURRING_DUE = "recurring_due"
        GOAL_MILESTONE = "goal_milestone"
        SYNC_FAILED = "sync_failed"
        REAUTH_NEEDED = "reauth_needed"
        LOW_BALANCE = "low_balance"

    user = owner()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=150, help_text="Names the event: the same one is told once.")
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="preferences_notification_key"),)
        indexes = (
            models.Index(fields=["user", "id"], name="preferences_notification_user"),
            models.Index(
                fields=["user", "id"],
                condition=Q(read_at__isnull=True),
                name="preferences_notification_new",
            ),
        )

    def __str__(self) -> str:
        return self.title
