"""What accounts does by itself."""

from __future__ import annotations

from datetime import timedelta

from accounts.services.attempts import prune_attempts
from accounts.services.sessions import prune_sessions
from config.drf.idempotency import prune_idempotency
from config.jobs.models import Job
from config.jobs.registry import register
from config.lib import clock


def prune(_job: Job) -> None:
    prune_sessions()
    prune_attempts()
    prune_idempotency(clock.now())


register("accounts.prune", prune, every=timedelta(days=1))
