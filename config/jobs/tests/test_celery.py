"""The other engine: a real Celery worker and beat on a real Redis, over PostgreSQL."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import pytest
import redis
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from config.jobs import registry
from config.jobs.models import Job, Schedule
from config.jobs.services.queue import enqueue
from config.jobs.tests.conftest import row
from config.jobs.tests.stage import Stage, kill, process
from config.jobs.tests.threads import PATIENCE, eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="DATABASE_URL names no PostgreSQL"),
    pytest.mark.skipif(not settings.REDIS_URL, reason="REDIS_URL names no Redis"),
]

WORKER = ("-m", "celery", "-A", "config", "worker", "--concurrency=1", "--include=config.jobs.tests.kinds")


@pytest.fixture(autouse=True)
def celery(settings: Settings) -> None:
    """An empty broker, and this process as the one that sends."""
    settings.JOB_WAKER = "config.celery.wake"
    for kind in ("jobs.prune", "test.hold"):
        registry.register(kind, print)  # known here so that it can be enqueued; it runs elsewhere
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete("moneta", "unacked", "unacked_index")


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


def worker(stage: Stage, tmp_path: Path, *, beat: bool = False) -> AbstractContextManager[Popen[bytes]]:
    clock = ("--beat", f"--schedule={tmp_path / 'beat'}") if beat else ()
    return process((*WORKER, *clock), tmp_path / "log", STAGE_PORT=stage.port, REDIS_URL=settings.REDIS_URL)


def effects() -> int:
    return Job.objects.filter(kind="test.effect").count()


def done(job_id: int) -> bool:
    return bool(row(job_id, "state") == "done")


def test_a_message_wakes_a_worker(stage: Stage, tmp_path: Path) -> None:
    first = enqueue("jobs.prune")
    with worker(stage, tmp_path):
        eventually(lambda: done(first))
        second = enqueue("jobs.prune")
        eventually(lambda: done(second))
    assert row(second, "attempts", "fence") == (1, 1)


def test_a_killed_worker_is_replaced_after_the_lease(stage: Stage, tmp_path: Path) -> None:
    job_id = enqueue("test.hold", key="7")
    with worker(stage, tmp_path) as first:
        assert stage.next_line().fence == 1
        kill(first)
    assert row(job_id, "state") == "running"
    with worker(stage, tmp_path, beat=True):
        again = stage.next_line()
        assert (again.job_id, again.fence) == (job_id, 2)
        assert again.go() == "done"
        eventually(lambda: done(job_id))
    assert effects() == 1


def test_a_killed_child_of_a_worker_is_replaced_too(stage: Stage, tmp_path: Path) -> None:
    job_id = enqueue("test.hold")
    with worker(stage, tmp_path, beat=True) as parent:
        begun = stage.next_line()
        assert begun.pid != parent.pid
        os.kill(begun.pid, signal.SIGKILL)
        again = stage.next_line()
        assert (again.job_id, again.fence) == (job_id, 2)
        assert again.go() == "done"
        eventually(lambda: done(job_id))
    assert effects() == 1


def test_a_frozen_worker_that_comes_back_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    job_id = enqueue("test.hold")
    with worker(stage, tmp_path):
        stale = stage.next_line()
        os.kill(stale.pid, signal.SIGSTOP)
        with worker(stage, tmp_path, beat=True):
            current = stage.next_line()
            assert (current.job_id, current.fence) == (job_id, 2)
            os.kill(stale.pid, signal.SIGCONT)
            assert stale.go() == "lost"
            assert current.go() == "done"
            eventually(lambda: done(job_id))
    assert effects() == 1


def test_a_job_that_was_enqueued_without_redis_is_found_by_beat(stage: Stage, tmp_path: Path) -> None:
    request = ("-m", "config.jobs.tests.request", "jobs.prune")
    with process(request, tmp_path / "log", REDIS_URL="redis://127.0.0.1:1/0") as child:
        assert child.wait(PATIENCE) == 0
    waiting = Job.objects.get()
    assert (waiting.kind, waiting.state) == ("jobs.prune", "waiting")
    with worker(stage, tmp_path, beat=True):
        eventually(lambda: done(waiting.pk))


def test_beat_keeps_the_schedules(stage: Stage, tmp_path: Path) -> None:
    with worker(stage, tmp_path, beat=True):
        eventually(lambda: Schedule.objects.filter(kind="jobs.prune", heartbeat__isnull=False).exists())


def test_sigterm_lets_the_job_at_hand_end(stage: Stage, tmp_path: Path) -> None:
    job_id = enqueue("test.hold")
    with worker(stage, tmp_path) as parent:
        line = stage.next_line()
        parent.terminate()
        assert line.go() == "done"
        assert parent.wait(PATIENCE) == 0
    assert (effects(), row(job_id, "state", "fence")) == (1, ("done", 1))
