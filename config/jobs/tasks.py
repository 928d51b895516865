"""The queue's own housekeeping, and that of the kit below it."""

from __future__ import annotations

from config.jobs.registry import register
from config.jobs.services.housekeeping import prune_jobs, prune_requests

register("jobs.prune", prune_jobs, cron="40 3 * * *")
register("kit.prune", prune_requests, cron="10 * * * *")
