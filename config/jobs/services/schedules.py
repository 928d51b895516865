"""From the clock to the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from config.jobs.models import Schedule
from config.jobs.registry import Kind, scheduled_kinds
from config.jobs.services.queue import enqueue
from config.lib import clock

KEY = "schedule"  # one run at a time, and one waiting, however slow the workers are
HEARTBEAT = timedelta(seconds=15)


def due() -> int:
    """Enqueues what the schedules ask for and answers how many. Any number of processes may call it."""
    now = clock.now()
    kinds = {kind.name: kind for kind in scheduled_kinds()}
    rows = {row.kind: row for row in Schedule.objects.filter(kind__in=kinds)}
    for name, kind in kinds.items():
        if name not in rows or not agrees(rows[name], kind):
            rows[name] = adopt(kind, now)
    fired = [row for row in rows.values() if row.next_at <= now and fire(row, kinds[row.kind], now)]
    if any(row.heartbeat is None or not now - HEARTBEAT < row.heartbeat <= now for row in rows.values()):
        beat(rows, kinds, now)
    return len(fired)


def fire(row: Schedule, kind: Kind, now: datetime) -> bool:
    """True for the one caller that moved the row on; the job is in the same transaction."""
    with transaction.atomic():
        unmoved = Schedule.objects.filter(pk=row.pk, next_at=row.next_at)
        won = bool(unmoved.update(next_at=kind.next_after(now, last=row.next_at), last_at=now))
        if won:
            enqueue(row.kind, key=KEY)
    return won


def beat(rows: dict[str, Schedule], kinds: dict[str, Kind], now: datetime) -> None:
    """Signs that somebody looks; a row that a wrong clock sent far ahead comes back."""
    Schedule.objects.filter(kind__in=rows).update(heartbeat=now)
    for row in rows.values():
        if row.next_at > (latest := kinds[row.kind].next_after(now)):
            Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=latest)


def agrees(row: Schedule, kind: Kind) -> bool:
    return row.cron == kind.cron and row.every_seconds == every_seconds(kind)


def adopt(kind: Kind, now: datetime) -> Schedule:
    """The row of a kind that is new or whose rule has changed."""
    rule = {"cron": kind.cron, "every_seconds": every_seconds(kind)}
    values = {**rule, "next_at": kind.next_after(now)}
    row, created = Schedule.objects.get_or_create(kind=kind.name, defaults=values)
    if not created:
        Schedule.objects.filter(~Q(**rule), pk=row.pk).update(**values)
        row.refresh_from_db()
    return row


def every_seconds(kind: Kind) -> int | None:
    return None if kind.every is None else int(kind.every.total_seconds())
