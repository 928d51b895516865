from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.jobs import registry
from config.jobs.models import Job
from config.jobs.services.failures import fail, postpone, retry_job
from config.jobs.services.queue import claim, enqueue
from config.jobs.tests.conftest import row

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def flaky() -> None:
    registry.register("plain", print, retries=2, backoff=timedelta(seconds=100))


def claimed(**changes: object) -> Job:
    enqueue("plain", key="7")
    job = claim()
    assert job is not None
    Job.objects.filter(pk=job.pk).update(**changes)
    for name, value in changes.items():
        setattr(job, name, value)
    return job


def test_a_failed_job_waits_for_its_back_off() -> None:
    job = claimed()
    assert fail(job, ValueError("no such bank\nDETAIL: Key (email)=(ana@example.org)"))
    assert row(
        job.pk, "state", "attempts", "error_class", "error_text", "owner", "lease_until", "sent_at"
    ) == (
        "waiting",
        1,
        "ValueError",
        "no such bank",
        "",
        None,
        None,
    )
    assert row(job.pk, "run_at") == NOON + registry.KINDS["plain"].delay(1, job.pk)


def test_the_back_off_doubles_is_spread_and_is_limited() -> None:
    kind = registry.KINDS["plain"]
    assert [kind.delay(attempt, 0).total_seconds() for attempt in (1, 2, 3, 4)] == [100, 200, 400, 800]
    assert kind.delay(40, 0) == timedelta(hours=1)
    spread = {kind.delay(1, seed).total_seconds() for seed in range(100)}
    assert len(spread) == 100
    assert min(spread) == 100
    assert max(spread) < 120


def test_after_its_last_attempt_a_job_is_dead() -> None:
    job = claimed(attempts=3)
    assert fail(job, ValueError("again"))
    assert row(job.pk, "state", "error_class", "error_text", "done_at", "lease_until") == (
        "dead",
        "ValueError",
        "again",
        None,
        None,
    )
    assert claim() is None


def test_a_pause_that_was_asked_for_is_no_attempt() -> None:
    job = claimed(attempts=3)
    assert postpone(job, delay=timedelta(minutes=5), reason="429")
    assert row(job.pk, "state", "attempts", "run_at", "error_class", "error_text") == (
        "waiting",
        2,
        NOON + timedelta(minutes=5),
        "",
        "429",
    )


def test_a_stale_holder_changes_nothing() -> None:
    job = claimed()
    Job.objects.filter(pk=job.pk).update(fence=5)
    before = Job.objects.values().get()
    assert not fail(job, ValueError())
    assert not postpone(job, delay=timedelta(0))
    job.attempts = 9
    assert not fail(job, ValueError())
    assert Job.objects.values().get() == before


def test_a_job_that_would_wait_beside_another_of_its_key_becomes_part_of_it() -> None:
    job = claimed()
    follower = enqueue("plain", key="7")
    assert fail(job, ValueError("busy"))
    assert row(job.pk, "state", "error_text", "lease_until", "done_at") == ("merged", "busy", None, NOON)
    assert row(follower, "state", "attempts") == ("waiting", 1)
    assert row(follower, "run_at") == NOON + registry.KINDS["plain"].delay(1, job.pk)


def test_a_dead_job_can_be_tried_again_from_its_first_attempt(
    woken: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = claimed(attempts=3)
    fail(job, ValueError("again"))
    with django_capture_on_commit_callbacks(execute=True):
        fresh = retry_job(job)
        assert retry_job(job) is None
    assert fresh is not None
    assert woken == [fresh]
    assert row(job.pk, "state", "error_text") == ("merged", "again")
    assert row(fresh, "kind", "key", "state", "attempts") == ("plain", "7", "waiting", 0)


def test_a_living_job_is_not_tried_again() -> None:
    job = claimed()
    assert retry_job(job) is None
    assert Job.objects.count() == 1
