from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from config.jobs import registry
from config.jobs.models import Job, Schedule
from config.jobs.services.queue import claim
from config.jobs.services.schedules import due, fire

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def quarterly() -> None:
    registry.register("plain", print, every=QUARTER)


def schedule() -> Schedule:
    return Schedule.objects.get(kind="plain")


def test_a_scheduled_kind_gets_its_row_and_a_first_date() -> None:
    assert due() == 0
    assert list(
        Schedule.objects.values_list("kind", "every_seconds", "cron", "next_at", "last_at", "heartbeat")
    ) == [("plain", 900, "", NOON + QUARTER, None, NOON)]
    assert not Job.objects.exists()


def test_a_due_schedule_makes_one_job_and_moves_on(noon: time_machine.Traveller) -> None:
    due()
    noon.move_to(NOON + QUARTER)
    assert (due(), due()) == (1, 0)
    assert list(Job.objects.values_list("kind", "key", "run_at")) == [("plain", "schedule", NOON + QUARTER)]
    assert (schedule().next_at, schedule().last_at) == (NOON + 2 * QUARTER, NOON + QUARTER)


def test_two_hours_without_a_scheduler_make_one_job(noon: time_machine.Traveller) -> None:
    due()
    noon.move_to(NOON + timedelta(hours=2, minutes=7))
    assert (due(), due()) == (1, 0)
    assert Job.objects.count() == 1
    assert schedule().next_at == NOON + timedelta(hours=2, minutes=15)


def test_slow_workers_do_not_pile_up_ticks(noon: time_machine.Traveller) -> None:
    due()
    for tick in range(1, 5):
        noon.move_to(NOON + tick * QUARTER)
        due()
        if tick == 1:
            claim()
    assert sorted(Job.objects.values_list("state", flat=True)) == ["running", "waiting"]


def test_whoever_read_the_row_before_it_moved_fires_nothing(noon: time_machine.Traveller) -> None:
    due()
    noon.move_to(NOON + QUARTER)
    stale = schedule()
    assert due() == 1
    assert not fire(stale, registry.KINDS["plain"], NOON + QUARTER)
    assert Job.objects.count() == 1


def test_a_changed_rule_replaces_the_old_date() -> None:
    due()
    registry.register("plain", print, cron="0 5 * * *")
    due()
    assert (schedule().every_seconds, schedule().cron) == (None, "0 5 * * *")
    assert schedule().next_at == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def test_a_clock_that_went_a_year_ahead_and_came_back_loses_no_tick(noon: time_machine.Traveller) -> None:
    due()
    noon.move_to(NOON + YEAR)
    assert due() == 1
    noon.move_to(NOON)
    assert due() == 0
    assert (schedule().next_at, schedule().heartbeat) == (NOON + QUARTER, NOON)


def test_the_heartbeat_is_written_now_and_then(noon: time_machine.Traveller) -> None:
    due()
    noon.move_to(NOON + timedelta(seconds=14))
    due()
    assert schedule().heartbeat == NOON
    noon.move_to(NOON + timedelta(seconds=15))
    due()
    assert schedule().heartbeat == NOON + timedelta(seconds=15)


def test_a_row_of_a_kind_that_is_not_ours_is_left_alone() -> None:
    Schedule.objects.create(kind="newer", every_seconds=60, next_at=NOON - QUARTER)
    due()
    assert not Job.objects.exists()
    assert list(Schedule.objects.filter(kind="newer").values_list("next_at", "heartbeat")) == [
        (NOON - QUARTER, None)
    ]
