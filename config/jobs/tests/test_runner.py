from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from config.jobs import registry
from config.jobs.errors import LeaseLost, Retry
from config.jobs.models import Job
from config.jobs.services.lease import finish
from config.jobs.services.queue import enqueue
from config.jobs.services.runner import run_one
from config.jobs.tests.conftest import row

pytestmark = pytest.mark.django_db


def test_nothing_to_do(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert run_one() is None


def test_a_service_runs_and_its_job_is_done(ran: list[Job]) -> None:
    job_id = enqueue("plain", key="7")
    assert run_one() == Job(pk=job_id)
    assert [(job.pk, job.key) for job in ran] == [(job_id, "7")]
    assert row(job_id, "state", "attempts") == ("done", 1)
    assert run_one() is None


def test_a_service_that_finishes_its_job_itself() -> None:
    def service(job: Job) -> None:
        with transaction.atomic():
            enqueue("other")
            finish(job)

    registry.register("plain", service)
    job_id = enqueue("plain")
    run_one(job_id)
    assert row(job_id, "state") == "done"
    assert list(Job.objects.filter(kind="other").values_list("state", flat=True)) == ["waiting"]


def test_an_error_is_kept_with_class_and_text_and_logged_without_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def service(job: Job) -> None:
        with transaction.atomic():
            enqueue("other")
            raise ValueError("ana@example.org has no bank")

    registry.register("plain", service)
    job_id = enqueue("plain")
    with caplog.at_level(logging.INFO, "moneta.jobs"):
        run_one()
    assert row(job_id, "state", "error_class", "error_text") == (
        "waiting",
        "ValueError",
        "ana@example.org has no bank",
    )
    assert not Job.objects.filter(kind="other").exists()
    assert not any("ana@" in record.getMessage() for record in caplog.records)
    assert [record.outcome for record in caplog.records if hasattr(record, "outcome")] == ["failed"]


def test_a_pause_that_a_service_asks_for() -> None:
    def service(job: Job) -> None:
        raise Retry(timedelta(minutes=5), "429")

    registry.register("plain", service)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "attempts", "error_text") == ("waiting", 0, "429")
    assert row(job_id, "run_at") - row(job_id, "created_at") >= timedelta(minutes=5)


def test_a_job_that_was_taken_over_in_the_meantime_keeps_its_new_owner() -> None:
    def service(job: Job) -> None:
        Job.objects.filter(pk=job.pk).update(fence=9, owner="another")
        raise ValueError("too late")

    registry.register("plain", service)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "fence", "owner", "error_class") == ("running", 9, "another", "")


def test_a_lost_lease_is_no_failure() -> None:
    def service(job: Job) -> None:
        raise LeaseLost

    registry.register("plain", service)
    job_id = enqueue("plain")
    run_one()
    assert row(job_id, "state", "attempts", "error_class") == ("running", 1, "")


def test_a_failing_job_is_tried_as_often_as_its_kind_says_and_then_dead() -> None:
    def service(job: Job) -> None:
        raise ValueError("never")

    registry.register("plain", service, retries=2, backoff=timedelta(0))
    job_id = enqueue("plain")
    outcomes = []
    while run_one() is not None:
        outcomes.append(row(job_id, "state", "attempts"))
    assert outcomes == [("waiting", 1), ("waiting", 2), ("dead", 3)]
