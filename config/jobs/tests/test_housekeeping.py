from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import User
from config.drf.models import IdempotentRequest
from config.jobs import registry
from config.jobs.models import Job, Schedule
from config.jobs.services.housekeeping import prune_jobs, prune_requests
from config.jobs.services.queue import enqueue
from config.jobs.services.runner import run_one

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def job(state: str, days: int, **fields: Any) -> int:
    then = NOON - timedelta(days=days)
    done = then if state in {"done", "merged"} else None
    return Job.objects.create(
        kind="plain", state=state, run_at=then, created_at=then, done_at=done, **fields
    ).pk


@time_machine.travel(NOON, tick=False)
def test_a_week_after_their_end_jobs_are_forgotten_but_for_the_dead() -> None:
    registry.register("prune", prune_jobs)
    kept = [job("done", 6), job("done", 7), job("waiting", 30), job("dead", 30)]
    job("done", 8)
    job("merged", 8)
    kept.append(enqueue("prune"))
    run_one(kept[-1])
    assert list(Job.objects.order_by("pk").values_list("pk", flat=True)) == sorted(kept)
    assert Job.objects.get(pk=kept[-1]).state == "done"


@time_machine.travel(NOON, tick=False)
def test_a_schedule_that_nobody_has_looked_after_for_a_week_is_forgotten() -> None:
    registry.register("prune", prune_jobs)
    rows = {"plain": 8, "gone": 8, "newer": 6}
    for kind, days in rows.items():
        beat = NOON - timedelta(days=days)
        Schedule.objects.create(kind=kind, every_seconds=60, next_at=NOON, heartbeat=beat)
    run_one(enqueue("prune"))
    assert set(Schedule.objects.values_list("kind", flat=True)) == {"plain", "newer"}


@time_machine.travel(NOON, tick=False)
def test_stored_answers_are_forgotten_after_a_day(ana: User) -> None:
    for hours in (23, 25):
        IdempotentRequest.objects.create(
            user=ana,
            key=str(hours),
            fingerprint="f",
            status=201,
            content_type="application/json",
            body=b"{}",
            created_at=NOON - timedelta(hours=hours),
        )
    registry.register("prune", prune_requests)
    job_id = enqueue("prune")
    run_one(job_id)
    assert list(IdempotentRequest.objects.values_list("key", flat=True)) == ["23"]
    assert Job.objects.get(pk=job_id).state == "done"
