from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from config.jobs.errors import LeaseLost
from config.jobs.models import Job
from config.jobs.services.lease import finish, renew
from config.jobs.services.queue import claim, enqueue
from config.jobs.tests.conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    enqueue("plain", key="7")
    claimed = claim()
    assert claimed is not None
    return claimed


@pytest.fixture
def lost(job: Job) -> Job:
    """A job that another worker has claimed since."""
    Job.objects.filter(pk=job.pk).update(fence=job.fence + 1)
    return job


def test_the_effect_and_the_end_are_one_transaction(job: Job) -> None:
    with transaction.atomic():
        enqueue("other")
        finish(job)
    assert row(job.pk, "state", "lease_until") == ("done", None)
    assert row(job.pk, "done_at") == job.done_at
    assert Job.objects.filter(kind="other").count() == 1


def test_a_stale_holder_takes_its_effect_back(lost: Job) -> None:
    def write() -> None:
        with transaction.atomic():
            enqueue("other")
            finish(lost)

    with pytest.raises(LeaseLost):
        write()
    assert list(Job.objects.values_list("kind", "state", "fence")) == [("plain", "running", 2)]


def test_a_job_is_finished_once(job: Job) -> None:
    finish(job)
    done_at = row(job.pk, "done_at")
    with pytest.raises(LeaseLost):
        finish(job)
    assert row(job.pk, "done_at") == done_at


def test_the_end_of_a_run_wakes_the_job_that_waits_for_it(
    job: Job, woken: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    follower = enqueue("plain", key="7")
    with django_capture_on_commit_callbacks(execute=True):
        finish(job)
    assert woken == [follower]


def test_a_renewal_moves_the_lease_on(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=datetime(2026, 1, 1, tzinfo=UTC))
    renew(job)
    assert row(job.pk, "lease_until") >= job.lease_until


def test_a_stale_holder_cannot_renew(lost: Job) -> None:
    before = row(lost.pk, "lease_until")
    with pytest.raises(LeaseLost):
        renew(lost)
    assert row(lost.pk, "lease_until") == before


def test_the_default_lease_ends_within_two_minutes(settings: Settings, job: Job) -> None:
    longest = settings.JOB_LEASE_SECONDS + settings.JOB_POLL_SECONDS + settings.JOB_TICK_SECONDS
    assert longest <= 120
    assert job.lease_until is not None
    left = job.lease_until - job.run_at
    assert timedelta(0) < left <= timedelta(seconds=settings.JOB_LEASE_SECONDS + 2)
