from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from config.jobs import registry
from config.jobs.models import Job
from config.jobs.services.queue import claim, enqueue
from config.jobs.services.reaper import reap, resend
from config.jobs.tests.conftest import row
from config.lib import clock

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 1, tzinfo=UTC)


def abandoned(**changes: object) -> Job:
    """A job whose worker has not been heard of since the new year."""
    enqueue("plain", key="7")
    job = claim()
    assert job is not None
    Job.objects.filter(pk=job.pk).update(lease_until=PAST, **changes)
    return job


def test_an_abandoned_job_waits_again_at_once() -> None:
    job = abandoned()
    assert (reap(), reap()) == (1, 0)
    assert row(job.pk, "state", "attempts", "error_class", "lease_until") == ("waiting", 1, "LeaseLost", None)
    assert job.owner in row(job.pk, "error_text")
    again = claim()
    assert again is not None
    assert (again.pk, again.fence, again.attempts) == (job.pk, 2, 2)


def test_a_job_that_kills_its_worker_each_time_is_buried() -> None:
    job = abandoned(attempts=registry.KINDS["plain"].retries + 1)
    assert reap() == 1
    assert row(job.pk, "state", "error_class") == ("dead", "LeaseLost")


def test_a_living_job_is_left_alone() -> None:
    enqueue("plain")
    job = claim()
    assert job is not None
    assert reap() == 0
    assert row(job.pk, "state", "fence") == ("running", 1)


def test_a_job_of_an_unknown_kind_is_left_to_others() -> None:
    job = abandoned(kind="newer")
    assert reap() == 0
    assert row(job.pk, "state") == "running"


def test_a_job_whose_message_is_lost_is_sent_again_after_a_lease(
    woken: list[int], settings: Settings
) -> None:
    lost, fresh = enqueue("plain"), enqueue("plain")
    sent = clock.now() - timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    Job.objects.filter(pk=lost).update(sent_at=sent)
    woken.clear()
    assert (resend(), resend()) == (1, 0)
    assert woken == [lost]
    assert row(lost, "sent_at") > sent
    assert fresh != lost


def test_a_job_whose_time_has_come_is_sent(woken: list[int]) -> None:
    later = enqueue("plain", run_at=clock.now() + timedelta(hours=1))
    assert resend() == 0
    Job.objects.filter(pk=later).update(run_at=PAST)
    assert resend() == 1
    assert woken == [later]


def test_a_broken_messenger_leaves_the_job_for_the_next_tick(settings: Settings) -> None:
    job_id = enqueue("plain")
    Job.objects.filter(pk=job_id).update(sent_at=None)
    settings.JOB_WAKER = "config.jobs.tests.test_reaper.refuse"
    with pytest.raises(ConnectionError):
        resend()
    assert row(job_id, "sent_at") is None


def refuse(_job_id: int) -> None:
    raise ConnectionError
