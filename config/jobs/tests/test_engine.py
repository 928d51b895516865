from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from pytest_django import Settings

from config.jobs import engine, registry
from config.jobs.models import Job, Schedule
from config.jobs.services.queue import enqueue
from config.jobs.services.runner import run_one
from config.jobs.tests.conftest import row
from config.jobs.tests.threads import PATIENCE, eventually

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def embedded(settings: Settings) -> Iterator[None]:
    settings.JOB_WAKER = "config.jobs.engine.wake"
    yield
    engine.stop(PATIENCE)


def done(job_id: int) -> bool:
    return bool(row(job_id, "state") == "done")


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("jobs-")]


def test_a_commit_wakes_the_engine_at_once(settings: Settings, ran: list[Job]) -> None:
    settings.JOB_POLL_SECONDS = 600
    engine.start()
    for _ in range(3):
        with transaction.atomic():
            job_id = enqueue("plain")
        eventually(partial(done, job_id))
    assert len(ran) == 3


def test_without_a_wake_it_polls(settings: Settings, woken: list[int]) -> None:
    engine.start()
    settings.JOB_WAKER = "config.jobs.tests.conftest.note"
    job_id = enqueue("plain")
    eventually(lambda: done(job_id))
    assert woken == [job_id]


def test_a_long_job_does_not_hold_up_the_next() -> None:
    begun, go = threading.Event(), threading.Event()

    def hold(job: Job) -> None:
        begun.set()
        assert go.wait(PATIENCE)

    registry.register("plain", hold)
    engine.start()
    long = enqueue("plain")
    assert begun.wait(PATIENCE)
    short = enqueue("other")
    eventually(lambda: done(short))
    assert row(long, "state") == "running"
    go.set()
    eventually(lambda: done(long))


def test_it_starts_once_and_stops() -> None:
    engine.start()
    engine.start()
    assert len(threads()) == engine.THREADS
    assert all(thread.daemon for thread in threads())
    engine.stop(PATIENCE)
    assert threads() == []
    engine.stop()
    job_id = enqueue("plain")
    assert row(job_id, "state") == "waiting"


def test_it_keeps_the_schedules() -> None:
    registry.register("plain", print, every=timedelta(minutes=15))
    engine.start()
    eventually(lambda: Schedule.objects.filter(kind="plain", heartbeat__isnull=False).exists())


def test_a_scheduler_that_cannot_work_does_not_stop_the_jobs(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    registry.register("plain", print, cron="0 5 * * *")
    settings.DEFAULT_TIME_ZONE = "Nowhere/Nothing"
    engine.start()
    job_id = enqueue("other")
    eventually(lambda: done(job_id))
    assert "The scheduler will look again" in caplog.messages


def test_it_survives_what_it_cannot_expect(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.JOB_LEASE_SECONDS = "no number"
    engine.start()
    job_id = enqueue("plain")
    eventually(lambda: "The job engine will go on after a pause" in caplog.messages)
    settings.JOB_LEASE_SECONDS = 110
    eventually(lambda: done(job_id))


def test_a_job_longer_than_its_lease_keeps_it(settings: Settings) -> None:
    settings.JOB_LEASE_SECONDS = 1

    def longer(job: Job) -> None:
        eventually(lambda: row(job.pk, "lease_until") > job.lease_until)

    registry.register("plain", longer)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "fence") == ("done", 1)


def test_a_renewal_that_failed_is_tried_again(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.JOB_LEASE_SECONDS = 1

    def longer(job: Job) -> None:
        settings.JOB_LEASE_SECONDS = "no number"
        eventually(lambda: "The lease of a job was not renewed" in caplog.messages)
        settings.JOB_LEASE_SECONDS = 1
        eventually(lambda: row(job.pk, "lease_until") > job.lease_until)

    registry.register("plain", longer)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "fence") == ("done", 1)


def test_a_job_that_hangs_loses_its_lease(settings: Settings) -> None:
    settings.JOB_LEASE_SECONDS, settings.JOB_TIME_LIMIT_SECONDS = 1, 0

    def hang(job: Job) -> None:
        eventually(lambda: f"lease-{job.pk}" not in [thread.name for thread in threading.enumerate()])
        assert row(job.pk, "lease_until") == job.lease_until

    registry.register("plain", hang)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state") == "done"


def test_a_job_that_was_taken_away_is_not_renewed(settings: Settings) -> None:
    settings.JOB_LEASE_SECONDS = 1

    def robbed(job: Job) -> None:
        Job.objects.filter(pk=job.pk).update(fence=9)
        eventually(lambda: f"lease-{job.pk}" not in [thread.name for thread in threading.enumerate()])
        assert row(job.pk, "lease_until") == job.lease_until

    registry.register("plain", robbed)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "fence") == ("running", 9)
