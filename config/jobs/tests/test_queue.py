from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.jobs.models import Job
from config.jobs.services.lease import finish
from config.jobs.services.queue import anything_due, claim, enqueue
from config.jobs.tests.conftest import row

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_job_waits_and_a_worker_is_woken_after_the_commit(
    woken: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job_id = enqueue("plain", key="7")
        assert woken == []
    assert woken == [job_id]
    assert list(
        Job.objects.values_list("kind", "key", "state", "run_at", "sent_at", "fence", "attempts")
    ) == [("plain", "7", "waiting", NOON, NOON, 0, 0)]


def test_a_job_of_a_rolled_back_transaction_never_was(woken: list[int]) -> None:
    with transaction.atomic():
        enqueue("plain")
        transaction.set_rollback(True)
    assert (Job.objects.count(), woken) == (0, [])


def test_a_later_job_wakes_nobody_and_is_not_claimed_before_its_time(
    woken: list[int],
    noon: time_machine.Traveller,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job_id = enqueue("plain", run_at=NOON + HOUR)
    assert woken == []
    assert row(job_id, "sent_at") is None
    assert claim() is None
    assert not anything_due()
    noon.move_to(NOON + HOUR)
    assert anything_due()
    assert claim() == Job(pk=job_id)


def test_a_kind_that_nobody_serves_is_refused() -> None:
    with pytest.raises(LookupError):
        enqueue("nobody")
    assert not Job.objects.exists()


def test_one_waiting_job_serves_all_requests_for_its_key_at_the_earliest_time() -> None:
    first = enqueue("plain", key="7", run_at=NOON + HOUR)
    assert enqueue("plain", key="7", run_at=NOON + 2 * HOUR) == first
    assert row(first, "run_at") == NOON + HOUR
    assert enqueue("plain", key="7") == first
    assert row(first, "run_at") == NOON
    assert enqueue("plain", key="8") != first
    assert enqueue("other", key="7") != first
    assert Job.objects.count() == 3


def test_jobs_without_a_key_are_independent() -> None:
    assert enqueue("plain") != enqueue("plain")


def test_a_claim_leases_the_longest_due_job() -> None:
    enqueue("plain", key="late")
    early = enqueue("plain", key="early", run_at=NOON - HOUR)
    job = claim()
    assert job == Job(pk=early)
    assert (job.state, job.fence, job.attempts) == ("running", 1, 1)
    assert row(early, "state", "fence", "attempts", "owner") == ("running", 1, 1, job.owner)
    assert row(early, "lease_until") == job.lease_until


def test_a_claimed_job_is_not_claimed_again() -> None:
    enqueue("plain")
    assert claim() is not None
    assert claim() is None


def test_a_named_job_is_claimed_only_when_it_waits() -> None:
    enqueue("plain", run_at=NOON - HOUR)
    second, later = enqueue("plain"), enqueue("plain", run_at=NOON + HOUR)
    assert claim(second) == Job(pk=second)
    assert claim(second) is None
    assert claim(later) is None
    assert claim(10**9) is None


def test_a_burst_during_a_run_makes_one_follow_up_after_it() -> None:
    first = enqueue("plain", key="7")
    running = claim()
    assert running is not None
    follower = enqueue("plain", key="7")
    assert follower != first
    assert {enqueue("plain", key="7") for _ in range(50)} == {follower}
    assert claim() is None
    assert claim(follower) is None
    finish(running)
    assert claim() == Job(pk=follower)
    assert Job.objects.count() == 2


def test_a_kind_that_this_process_does_not_know_is_left_to_others() -> None:
    Job.objects.create(kind="newer", run_at=NOON, created_at=NOON)
    assert not anything_due()
    assert claim() is None
