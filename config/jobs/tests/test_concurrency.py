"""The promises of the queue between threads that each have a connection of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from config.jobs import registry
from config.jobs.models import Job, Schedule
from config.jobs.services.lease import finish, renew
from config.jobs.services.queue import claim, enqueue
from config.jobs.services.reaper import reap
from config.jobs.services.schedules import due
from config.jobs.tests.conftest import row
from config.jobs.tests.threads import PATIENCE, start, together

pytestmark = pytest.mark.django_db(transaction=True)

PAST = datetime(2026, 1, 1, tzinfo=UTC)


def test_no_job_is_claimed_twice() -> None:
    ids = [enqueue("plain") for _ in range(60)]

    def claim_all() -> list[int]:
        claimed = []
        while (job := claim()) is not None:
            claimed.append(job.pk)
        return claimed

    claimed = [job_id for part in together(4, claim_all) for job_id in part]
    assert sorted(claimed) == ids
    assert set(Job.objects.values_list("state", "fence")) == {("running", 1)}


def test_many_schedulers_make_one_tick() -> None:
    registry.register("plain", print, every=timedelta(minutes=15))
    due()
    Schedule.objects.update(next_at=PAST)
    barrier = Barrier(8)

    def tick() -> int:
        barrier.wait(PATIENCE)
        return due()

    assert sorted(together(8, tick)) == [0] * 7 + [1]
    assert Job.objects.count() == 1


def test_many_first_schedulers_make_one_row() -> None:
    registry.register("plain", print, every=timedelta(minutes=15))
    barrier = Barrier(8)

    def tick() -> int:
        barrier.wait(PATIENCE)
        return due()

    assert together(8, tick) == [0] * 8
    assert Schedule.objects.count() == 1


def test_a_burst_of_requests_for_one_key_makes_one_job() -> None:
    barrier = Barrier(8)

    def request() -> int:
        barrier.wait(PATIENCE)
        return enqueue("plain", key="7")

    assert len(set(together(8, request))) == 1
    assert Job.objects.count() == 1


def test_a_job_that_serves_a_new_request_does_not_start_before_that_is_committed() -> None:
    job_id = enqueue("plain", key="7")
    committed = Event()

    def claim_now() -> tuple[Job | None, bool]:
        return claim(), committed.is_set()

    with transaction.atomic():
        assert enqueue("plain", key="7") == job_id
        attempt = start(claim_now)
        if connection.vendor == "postgresql":  # SQLite's one writer makes it wait
            assert attempt.result(PATIENCE) == (None, False)
        transaction.on_commit(committed.set)
    job, after_commit = attempt.result(PATIENCE)
    assert job is None or after_commit or connection.vendor == "sqlite"
    if job is None:
        job = claim()
    assert job == Job(pk=job_id)


def test_a_transaction_that_renewed_its_lease_is_not_robbed_before_its_end() -> None:
    job_id = enqueue("plain")
    job = claim()
    assert job is not None
    with transaction.atomic():
        renew(job)
        Job.objects.filter(pk=job_id).update(lease_until=PAST)
        reaped = start(reap)
        if connection.vendor == "postgresql":
            assert reaped.result(PATIENCE) == 0
        finish(job)
    assert reaped.result(PATIENCE) == 0
    assert row(job_id, "state", "fence") == ("done", 1)


def test_many_reapers_take_a_job_back_once() -> None:
    job_id = enqueue("plain")
    claim()
    Job.objects.update(lease_until=PAST)
    barrier = Barrier(6)

    def sweep() -> int:
        barrier.wait(PATIENCE)
        return reap()

    assert sum(together(6, sweep)) == 1
    assert row(job_id, "state", "attempts") == ("waiting", 1)
