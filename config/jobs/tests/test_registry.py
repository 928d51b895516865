from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from config.jobs import registry
from config.jobs.cron import CronError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def test_a_kind_takes_its_defaults_from_the_settings(settings: Settings) -> None:
    kind = registry.KINDS["plain"]
    assert (kind.retries, kind.backoff) == (
        settings.JOB_RETRIES,
        timedelta(seconds=settings.JOB_BACKOFF_SECONDS),
    )
    assert not kind.scheduled


def test_every_keeps_its_beat_and_does_not_make_up_for_what_was_missed() -> None:
    registry.register("plain", print, every=QUARTER)
    kind = registry.KINDS["plain"]
    assert kind.next_after(NOON) == NOON + QUARTER
    assert kind.next_after(NOON, last=NOON) == NOON + QUARTER
    late = timedelta(hours=2, minutes=7)
    assert kind.next_after(NOON + late, last=NOON) == NOON + timedelta(hours=2, minutes=15)
    assert kind.next_after(NOON, last=NOON + timedelta(days=365)) == NOON + QUARTER


def test_a_cron_line_reads_the_default_time_zone(settings: Settings) -> None:
    settings.DEFAULT_TIME_ZONE = "Asia/Kolkata"
    registry.register("plain", print, cron="0 5 * * *")
    assert registry.KINDS["plain"].next_after(NOON) == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def test_a_wrong_rule_is_refused_when_it_is_registered() -> None:
    with pytest.raises(CronError):
        registry.register("wrong", print, cron="daily")
    with pytest.raises(ValueError, match="either every or cron"):
        registry.register("wrong", print, cron="0 5 * * *", every=QUARTER)
    assert "wrong" not in registry.KINDS
