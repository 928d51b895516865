"""The queue's two tables: what is to be done, and what is to be done again and again."""

from __future__ import annotations

from config.jobs.models.job import Job
from config.jobs.models.schedule import Schedule

__all__ = ["Job", "Schedule"]
