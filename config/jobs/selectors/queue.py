"""How the queue stands, for operators and for /metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min

from config.jobs.models import Job, Schedule
from config.lib import clock


@dataclass(frozen=True)
class QueueState:
    due: int
    later: int
    running: int
    dead: int
    oldest_due: timedelta  # how long the oldest due job has been waiting; zero when none is

    @property
    def depths(self) -> dict[str, int]:
        return {"due": self.due, "later": self.later, "running": self.running, "dead": self.dead}


def queue_state() -> QueueState:
    now = clock.now()
    waiting = Job.objects.filter(state=Job.State.WAITING)
    oldest: datetime | None = waiting.aggregate(oldest=Min("run_at"))["oldest"]
    return QueueState(
        due=waiting.filter(run_at__lte=now).count(),
        later=waiting.filter(run_at__gt=now).count(),
        running=Job.objects.filter(state=Job.State.RUNNING).count(),
        dead=Job.objects.filter(state=Job.State.DEAD).count(),
        oldest_due=max(now - oldest, timedelta()) if oldest else timedelta(),
    )


def scheduler_age() -> timedelta | None:
    """Since a scheduler last looked; None when none ever did."""
    heartbeat: datetime | None = Schedule.objects.aggregate(latest=Max("heartbeat"))["latest"]
    return None if heartbeat is None else max(clock.now() - heartbeat, timedelta())
