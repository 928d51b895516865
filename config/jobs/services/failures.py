"""What becomes of a job that did not get done."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.jobs.services.queue import enqueue
from config.lib import clock

ERROR_LIMIT = 300


def postpone(job: Job, *, delay: timedelta, reason: str = "") -> bool:
    """Run it again after `delay`; the attempt does not count. False when the fence has moved."""
    return release(job, delay=delay, error_class="", error_text=reason, attempts=job.attempts - 1)


def fail(job: Job, error: BaseException) -> bool:
    """Run it again after its back-off; after the last attempt it is dead. False when the fence has moved."""
    name, text = type(error).__name__, first_line(error)
    kind = KINDS[job.kind]
    if job.attempts > kind.retries:
        return bury(job, error_class=name, error_text=text)
    delay = kind.delay(job.attempts, job.pk)
    return release(job, delay=delay, error_class=name, error_text=text, attempts=job.attempts)


def release(job: Job, *, delay: timedelta, error_class: str, error_text: str, attempts: int) -> bool:
    """Waiting again; or, where a job of the same key waits already, merged into that one."""
    run_at = clock.now() + delay
    reason = {"error_class": error_class, "error_text": error_text[:ERROR_LIMIT], "lease_until": None}
    with transaction.atomic():
        held = held_by(job)
        if held.select_for_update().first() is None:
            return False
        try:
            with transaction.atomic():
                held.update(
                    state="waiting", run_at=run_at, sent_at=None, owner="", attempts=attempts, **reason
                )
        except IntegrityError:
            held.update(state="merged", done_at=clock.now(), **reason)
            follower = Job.objects.filter(kind=job.kind, key=job.key, state="waiting")
            follower.filter(run_at__lt=run_at).update(run_at=run_at, sent_at=None)
            follower.update(attempts=F("attempts") + attempts)
    return True


def bury(job: Job, *, error_class: str, error_text: str) -> bool:
    reason = {"error_class": error_class, "error_text": error_text[:ERROR_LIMIT]}
    return bool(held_by(job).update(state="dead", lease_until=None, **reason))


def held_by(job: Job) -> QuerySet[Job]:
    """The row, as long as its fence has not moved."""
    return Job.objects.filter(pk=job.pk, fence=job.fence, state="running")


def retry_job(job: Job) -> int | None:
    """A dead job is done again from its first attempt, as a new row; None when it was not dead."""
    with transaction.atomic():
        dead = Job.objects.filter(pk=job.pk, state="dead")
        if not dead.update(state="merged", done_at=clock.now()):
            return None
        return enqueue(job.kind, key=job.key)


def first_line(error: BaseException) -> str:
    """Databases put the offending values on the lines after it."""
    return next(iter(str(error).splitlines()), "")
