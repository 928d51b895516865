"""What keeps the queue's own tables small."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from config.drf.idempotency import prune_idempotency
from config.jobs.models import Job, Schedule
from config.jobs.registry import KINDS
from config.jobs.services.lease import finish
from config.lib import clock

KEPT = timedelta(days=7)


def prune_requests(job: Job) -> None:
    """The kit's stored answers: it has no jobs of its own, being below the queue."""
    with transaction.atomic():
        prune_idempotency(clock.now())
        finish(job)


def prune_jobs(job: Job) -> None:
    """Done and merged jobs older than a week, and schedules whose kind nobody has looked after for as long.

    Dead jobs stay until somebody decides.
    """
    limit = clock.now() - KEPT
    with transaction.atomic():
        Job.objects.filter(done_at__lt=limit).delete()
        Schedule.objects.filter(heartbeat__lt=limit).exclude(kind__in=KINDS).delete()
        finish(job)
