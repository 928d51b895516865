"""How the outbox stands, for operators and for /metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from config.jobs.models import OutboxMessage
from config.lib import clock

State = OutboxMessage.State


@dataclass(frozen=True)
class OutboxState:
    """`filed` counts the mail of the last week that had no server to go to."""

    waiting: int
    dead: int
    filed: int
    oldest_waiting: timedelta  # zero when none waits

    @property
    def depths(self) -> dict[str, int]:
        return {"waiting": self.waiting, "dead": self.dead, "filed": self.filed}


def outbox_state() -> OutboxState:
    grouped = OutboxMessage.objects.order_by().values("state").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(grouped.values_list("state", "count"))
    waiting = OutboxMessage.objects.filter(state=State.WAITING)
    oldest: datetime | None = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    return OutboxState(
        waiting=counts.get(State.WAITING, 0),
        dead=counts.get(State.DEAD, 0),
        filed=counts.get(State.FILED, 0),
        oldest_waiting=max(clock.now() - oldest, timedelta()) if oldest else timedelta(),
    )
