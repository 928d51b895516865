"""What banks give the queue to do."""

from __future__ import annotations

from datetime import timedelta

from config.jobs.models import Job
from config.jobs.registry import register
from providers.services import revocation
from providers.services.link_states import prune_states


def prune(_job: Job) -> None:
    prune_states()
    revocation.prune_revocations()


register(revocation.KIND, revocation.revoke, retries=8, backoff=timedelta(minutes=5))
register("providers.prune", prune, every=timedelta(days=1))
