"""The queue's tables: what is to be done, what is to be done again and again, and what is to be told."""

from __future__ import annotations

from config.jobs.models.job import Job
from config.jobs.models.outbox import OutboxMessage
from config.jobs.models.schedule import Schedule

__all__ = ["Job", "OutboxMessage", "Schedule"]
