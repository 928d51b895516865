"""What banks give the queue to do."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from config.jobs.models import Job
from config.jobs.registry import register
from providers.services import due, revocation, sync
from providers.services.link_states import prune_states
from providers.services.run_record import prune_runs
from providers.services.webhooks import prune_webhook_events


def prune(_job: Job) -> None:
    prune_states()
    revocation.prune_revocations()
    prune_webhook_events()
    prune_runs()


def look(_job: Job) -> None:
    due.enqueue_due()


def nightly(_job: Job) -> None:
    due.enqueue_balances()


register(sync.KIND, sync.run_sync)
register("providers.due", look, every=timedelta(seconds=settings.SYNC_LOOK_SECONDS))
register(due.BALANCES, due.refresh_balances)
register("providers.nightly", nightly, cron=settings.BALANCE_REFRESH_CRON)
register(revocation.KIND, revocation.revoke, retries=8, backoff=timedelta(minutes=5))
register("providers.prune", prune, every=timedelta(days=1))
