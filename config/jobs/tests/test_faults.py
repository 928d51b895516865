"""Real processes that die or freeze in mid-job. Whatever happens: one effect."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.jobs import registry
from config.jobs.models import Job
from config.jobs.services.queue import enqueue
from config.jobs.tests.conftest import row
from config.jobs.tests.stage import Stage, kill, process
from config.jobs.tests.threads import eventually
from config.tests.faults.served import is_writing

pytestmark = pytest.mark.django_db(transaction=True)

ENGINE = ("-m", "config.jobs.tests.embedded")


@pytest.fixture
def stage() -> Iterator[Stage]:
    registry.register("test.hold", print)  # known here so that it can be enqueued; it runs elsewhere
    stage = Stage()
    yield stage
    stage.close()


def effects() -> int:
    return Job.objects.filter(kind="test.effect").count()


def test_a_killed_engine_is_replaced_after_the_lease(stage: Stage, tmp_path: Path) -> None:
    log = tmp_path / "log"
    job_id = enqueue("test.hold", key="7")
    with process(ENGINE, log, STAGE_PORT=stage.port) as first:
        begun = stage.next_line()
        assert (begun.job_id, begun.fence, begun.pid) == (job_id, 1, first.pid)
        kill(first)
    assert row(job_id, "state", "fence") == ("running", 1)
    with process(ENGINE, log, STAGE_PORT=stage.port) as second:
        again = stage.next_line()
        assert (again.job_id, again.fence, again.pid) == (job_id, 2, second.pid)
        assert again.go() == "done"
        eventually(lambda: row(job_id, "state") == "done")
    assert (effects(), row(job_id, "fence", "attempts")) == (1, (2, 2))


def freeze(pid: int) -> None:
    """Stops the process where it does not hold SQLite's one write lock, for which everybody would wait."""
    os.kill(pid, signal.SIGSTOP)
    while is_writing():
        os.kill(pid, signal.SIGCONT)
        os.kill(pid, signal.SIGSTOP)


def test_a_frozen_engine_that_comes_back_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    log = tmp_path / "log"
    job_id = enqueue("test.hold", key="7")
    with process(ENGINE, log, STAGE_PORT=stage.port) as frozen:
        stale = stage.next_line()
        freeze(frozen.pid)
        with process(ENGINE, log, STAGE_PORT=stage.port):
            current = stage.next_line()
            assert (current.job_id, current.fence) == (job_id, 2)
            os.kill(frozen.pid, signal.SIGCONT)
            assert stale.go() == "lost"
            assert (effects(), row(job_id, "state", "fence")) == (0, ("running", 2))
            assert current.go() == "done"
            eventually(lambda: row(job_id, "state") == "done")
    assert (effects(), row(job_id, "fence")) == (1, 2)


def test_two_engines_share_the_work_and_the_second_takes_what_the_first_leaves(
    stage: Stage, tmp_path: Path
) -> None:
    ids = [enqueue("test.hold") for _ in range(4)]
    with process(ENGINE, tmp_path / "a", STAGE_PORT=stage.port) as first:
        held = [stage.next_line(), stage.next_line()]  # both of its threads
        with process(ENGINE, tmp_path / "b", STAGE_PORT=stage.port):
            others = [stage.next_line(), stage.next_line()]
            kill(first)
            assert [line.go() for line in others] == ["done", "done"]
            taken = [stage.next_line(), stage.next_line()]
            assert {line.job_id for line in taken} == {line.job_id for line in held}
            assert [line.go() for line in taken] == ["done", "done"]
            eventually(lambda: Job.objects.filter(pk__in=ids, state="done").count() == 4)
    assert effects() == 4
