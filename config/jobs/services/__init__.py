"""What the other apps need of the queue."""

from __future__ import annotations

from config.jobs.errors import LeaseLost, Retry
from config.jobs.services.lease import finish, renew
from config.jobs.services.queue import enqueue

__all__ = ["LeaseLost", "Retry", "enqueue", "finish", "renew"]
