"""When a kind of job is due next; one row per scheduled kind, kept in step with the registry."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Schedule(models.Model):
    """Whoever moves `next_at` on makes the job: two schedulers never double a tick."""

    kind = models.CharField(max_length=80, unique=True)
    every_seconds = models.PositiveIntegerField(null=True, blank=True)
    cron = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True, help_text="When a scheduler last looked at it.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(every_seconds__gt=0, cron="") | (Q(every_seconds__isnull=True) & Q(cron__gt="")),
                name="jobs_schedule_one_rule",
            ),
        )

    def __str__(self) -> str:
        return self.kind
