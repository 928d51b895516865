"""One attempt to bring a connection up to date, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib.ownership import OwnedManager, owner
from providers.models.connection import Connection


class SyncRun(models.Model):
    """`fence` is the number of the claim that works on it: an older one may write nothing.

    At most one run of a connection waits; whoever asks again meanwhile gets that one.
    """

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule"
        MANUAL = "manual"
        WEBHOOK = "webhook"
        LINK = "link"

    class Status(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        OK = "ok"
        FAILED = "failed"

    user = owner()
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="runs", db_index=False)
    trigger = models.CharField(max_length=8, choices=Trigger)
    status = models.CharField(max_length=7, choices=Status, default=Status.QUEUED)
    fence = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fetched = models.PositiveIntegerField(default=0)
    inserted = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    error_class = models.CharField(max_length=60, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")

    objects = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["connection"], condition=Q(status="queued"), name="providers_syncrun_queued"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running", "ok", "failed"]),
                name="providers_syncrun_status",
            ),
        )
        indexes = (
            models.Index(fields=["user", "-id"], name="providers_syncrun_listing"),
            models.Index(fields=["connection", "-id"], name="providers_syncrun_connection"),
        )

    def __str__(self) -> str:
        return f"run {self.pk} of {self.connection_id}"
