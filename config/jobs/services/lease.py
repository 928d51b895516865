"""What the holder of a job may do with it; every write checks the fence."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, connections, transaction

from config.jobs.errors import LeaseLost
from config.jobs.models import Job
from config.jobs.services.queue import lease_end, wake
from config.lib import clock

log = logging.getLogger("moneta.jobs")

RENEW = "UPDATE jobs_job SET lease_until = {until} WHERE id = %s AND fence = %s AND state = 'running'"


def finish(job: Job) -> None:
    """Done. Call it in the transaction of the effect: LeaseLost rolls both back when the fence has moved."""
    done_at = clock.now()
    held = Job.objects.filter(pk=job.pk, fence=job.fence, state=Job.State.RUNNING)
    if not held.update(
        state=Job.State.DONE, done_at=done_at, lease_until=None, error_class="", error_text=""
    ):
        raise LeaseLost(str(job))
    job.state, job.done_at = Job.State.DONE, done_at
    if job.key:
        transaction.on_commit(lambda: wake_follower(job), robust=True)


def renew(job: Job) -> None:
    """Hold on to it. Inside a transaction it also guards that: nobody takes the job before its end.

    Work in several transactions calls it in each one. Raises LeaseLost when the fence has moved.
    """
    until, value = lease_end()
    with connection.cursor() as cursor:
        cursor.execute(RENEW.format(until=until), [value, job.pk, job.fence])
        if cursor.rowcount == 0:
            raise LeaseLost(str(job))


def wake_follower(job: Job) -> None:
    waiting = Job.objects.filter(
        kind=job.kind, key=job.key, state=Job.State.WAITING, run_at__lte=clock.now()
    ).values_list("pk", flat=True)
    for job_id in waiting:
        wake(job_id)


@contextmanager
def kept(job: Job) -> Iterator[None]:
    """Renews the lease from a thread of its own while the body runs, up to JOB_TIME_LIMIT_SECONDS.

    A body that hangs for longer loses the job: the lease runs out and the fence keeps the late writer away.
    """
    ended = threading.Event()
    keeper = threading.Thread(target=keep_lease, args=(job, ended), name=f"lease-{job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def keep_lease(job: Job, ended: threading.Event) -> None:
    deadline = time.monotonic() + settings.JOB_TIME_LIMIT_SECONDS
    pause = settings.JOB_LEASE_SECONDS / 3
    while not ended.wait(pause) and time.monotonic() < deadline:
        try:
            renew(job)
        except LeaseLost:
            break
        except Exception:
            log.exception("The lease of a job was not renewed", extra={"job": job.pk})
            connections.close_all()
    connections.close_all()
