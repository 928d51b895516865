"""In at one end, out at the other."""

from __future__ import annotations

import os
import socket
import threading
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.lib import clock

# An existing waiting job is written, not skipped: the lock on its row keeps every claim away until the
# caller commits. DO NOTHING would let a worker run it now, before the caller's rows can be seen.
INSERT = """
INSERT INTO jobs_job
    (kind, key, run_at, sent_at, created_at, state, owner, fence, attempts, error_class, error_text)
VALUES (%s, %s, %s, %s, %s, 'waiting', '', 0, 0, '', '')
ON CONFLICT (kind, key) WHERE key > '' AND state = 'waiting'
DO UPDATE SET
    run_at = CASE WHEN excluded.run_at < jobs_job.run_at THEN excluded.run_at ELSE jobs_job.run_at END,
    sent_at = excluded.sent_at
RETURNING id
"""

# A job whose key is running waits for that run, whatever its lease says: the reaper decides about the runner.
CLAIM = """
UPDATE jobs_job
SET state = 'running', owner = %s, lease_until = {until}, fence = fence + 1, attempts = attempts + 1
WHERE id = (
    SELECT id FROM jobs_job AS job
    WHERE state = 'waiting' AND run_at <= %s AND {scope}
      AND (key = '' OR NOT EXISTS (
          SELECT 1 FROM jobs_job AS other
          WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'running'))
    ORDER BY run_at, id LIMIT 1 {skip}
)
RETURNING *
"""


def enqueue(kind: str, *, key: str = "", run_at: datetime | None = None) -> int:
    """The id of the waiting job, in the caller's transaction; a waiting job of the same key serves both.

    A worker is woken after the commit. The earlier of two `run_at` counts.
    """
    if kind not in KINDS:
        raise LookupError(f"no service is registered for jobs of kind {kind!r}")
    now = clock.now()
    ready = run_at is None or run_at <= now
    values = [kind, key, run_at or now, now if ready else None, now]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [database_value(value) for value in values])
        job_id = int(cursor.fetchone()[0])
    if ready:
        transaction.on_commit(lambda: wake(job_id), robust=True)
    return job_id


def wake(job_id: int) -> None:
    """Tell a worker. Only a hint: the reaper says it again when it was lost."""
    import_string(settings.JOB_WAKER)(job_id)


def claim(job_id: int | None = None) -> Job | None:
    """Lease the next due job (or that one, if it is due) to this thread; None when there is none."""
    now, kinds = clock.now(), list(KINDS)
    scope = f"kind IN ({', '.join(['%s'] * len(kinds))})" + ("" if job_id is None else " AND id = %s")
    until, until_value = lease_end()
    skip = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    values = [owner_name(), until_value, database_value(now), *kinds, *([] if job_id is None else [job_id])]
    claimed = list(Job.objects.raw(CLAIM.format(until=until, scope=scope, skip=skip), values))
    return claimed[0] if claimed else None


def anything_due() -> bool:
    """A plain read: on SQLite even an UPDATE that finds no row waits for the one writer."""
    return Job.objects.filter(state="waiting", run_at__lte=clock.now(), kind__in=KINDS).exists()


def lease_end() -> tuple[str, Any]:
    """SQL and value of the end of a lease from now: by the database's clock where many machines share it."""
    if connection.vendor == "postgresql":
        return "clock_timestamp() + make_interval(secs => %s)", settings.JOB_LEASE_SECONDS
    return "%s", database_value(clock.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))


def owner_name() -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{threading.get_ident()}"


def database_value(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
