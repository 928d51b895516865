"""What dead workers and lost messages left behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from config.jobs.errors import LeaseLost
from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.jobs.services.failures import bury, first_line, release
from config.jobs.services.queue import wake
from config.lib import clock

BATCH = 500


def reap() -> int:
    """Jobs whose lease has run out wait again, at once; after their last attempt they are dead.

    A row that is locked belongs to a transaction that is still at work and is left alone.
    """
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=lease_clock(), kind__in=KINDS)
    if not expired.exists():
        return 0
    with transaction.atomic():
        jobs = list(expired.select_for_update(skip_locked=True)[:BATCH])
        return sum(take_back(job) for job in jobs)


def take_back(job: Job) -> bool:
    error = LeaseLost(f"no sign of life from {job.owner}")
    reason = {"error_class": type(error).__name__, "error_text": first_line(error)}
    if job.attempts > KINDS[job.kind].retries:
        return bury(job, **reason)
    return release(job, delay=timedelta(), attempts=job.attempts, **reason)


def resend() -> int:
    """Wakes a worker for each due job about which no message went out, or none within the last lease."""
    now = clock.now()
    silent = now - timedelta(seconds=settings.JOB_LEASE_SECONDS)
    unheard = Job.objects.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=silent) | Q(sent_at__gt=now))
    ids = list(
        unheard.filter(state=Job.State.WAITING, run_at__lte=now, kind__in=KINDS)
        .order_by("run_at", "id")
        .values_list("pk", flat=True)[:BATCH]
    )
    for job_id in ids:
        wake(job_id)
        Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(sent_at=now)
    return len(ids)


def lease_clock() -> datetime | Now:
    return Now() if connection.vendor == "postgresql" else clock.now()
