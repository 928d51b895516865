"""One job from claim to end; both engines call this."""

from __future__ import annotations

import logging
import time

from config.jobs.errors import LeaseLost, Retry
from config.jobs.models import Job
from config.jobs.registry import KINDS
from config.jobs.services.failures import fail, postpone
from config.jobs.services.lease import finish, kept
from config.jobs.services.queue import anything_due, claim
from config.jobs.services.reaper import reap
from config.jobs.services.schedules import due

log = logging.getLogger("moneta.jobs")


def run_one(job_id: int | None = None) -> Job | None:
    """Claims and runs the next due job (or that one); None when nothing is due. Its errors are not ours."""
    if job_id is None and not anything_due():
        return None
    job = claim(job_id)
    if job is not None:
        run(job)
    return job


def run(job: Job) -> None:
    started = time.monotonic()
    outcome = attempt(job)
    facts = {"job": job.pk, "kind": job.kind, "attempt": job.attempts, "outcome": outcome}
    log.info("job %s", outcome, extra={**facts, "seconds": round(time.monotonic() - started, 3)})


def attempt(job: Job) -> str:
    try:
        with kept(job):
            KINDS[job.kind].service(job)
            if job.state == Job.State.RUNNING:
                finish(job)
    except LeaseLost:
        return "lost"
    except Retry as pause:
        postpone(job, delay=pause.delay, reason=str(pause))
        return "postponed"
    except Exception as error:
        log.exception("A job of kind %s failed", job.kind, extra={"job": job.pk})
        fail(job, error)
        return "failed"
    return "done"


def tick() -> None:
    """What somebody has to do every few seconds; anybody may, any number at once."""
    due()
    reap()
