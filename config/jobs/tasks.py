"""The queue's own housekeeping, that of the kit below it, and the outbox."""

from __future__ import annotations

from config.jobs.registry import register
from config.jobs.services.delivery import deliver, tidy
from config.jobs.services.housekeeping import prune_jobs, prune_requests
from config.jobs.services.outbox import DELIVER

register("jobs.prune", prune_jobs, cron="40 3 * * *")
register("kit.prune", prune_requests, cron="10 * * * *")
register(DELIVER, deliver, retries=20)  # with the default pauses: for some 14 hours
register("outbox.tidy", tidy, cron="25 * * * *")
