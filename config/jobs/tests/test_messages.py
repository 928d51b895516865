"""What Celery's two tasks do when a worker calls them; real workers are in test_celery."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config import celery
from config.jobs import registry
from config.jobs.models import Job, Schedule
from config.jobs.services.queue import enqueue
from config.jobs.tests.conftest import row
from config.lib import clock

pytestmark = pytest.mark.django_db


def test_a_message_runs_the_job_that_it_names_and_no_other(ran: list[Job]) -> None:
    first, second = enqueue("plain"), enqueue("plain")
    celery.run_job(second)
    assert [job.pk for job in ran] == [second]
    assert (row(first, "state"), row(second, "state")) == ("waiting", "done")


def test_a_message_that_comes_again_does_nothing(ran: list[Job]) -> None:
    job_id = enqueue("plain")
    celery.run_job(job_id)
    celery.run_job(job_id)
    celery.run_job(10**9)
    assert len(ran) == 1
    assert row(job_id, "attempts") == 1


def test_a_tick_serves_schedules_dead_workers_and_lost_messages(woken: list[int]) -> None:
    registry.register("plain", print, every=timedelta(minutes=15))
    past = clock.now() - timedelta(days=1)
    fields = {"kind": "other", "run_at": past, "created_at": past}
    abandoned = Job.objects.create(**fields, state="running", lease_until=past, attempts=1)
    unheard = Job.objects.create(**fields)
    celery.ring()
    assert sorted(woken) == [abandoned.pk, unheard.pk]
    assert row(abandoned.pk, "state", "error_class") == ("waiting", "LeaseLost")
    assert Schedule.objects.get().kind == "plain"


def test_what_celery_is_told() -> None:
    conf = celery.app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (
        True,
        True,
        1,
    )
    assert (conf.accept_content, conf.task_serializer, conf.task_always_eager) == (["json"], "json", False)
    assert list(conf.beat_schedule) == ["tick"]
