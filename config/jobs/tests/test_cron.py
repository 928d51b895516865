from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.jobs.cron import CronError, next_run, parse_cron

KOLKATA, BERLIN = "Asia/Kolkata", "Europe/Berlin"


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("line", "after", "expected"),
    [
        ("0 5 * * *", "2026-11-20T04:59:59", "2026-11-20T05:00"),
        ("0 5 * * *", "2026-11-20T05:00", "2026-11-21T05:00"),
        ("*/15 * * * *", "2026-11-20T05:07", "2026-11-20T05:15"),
        ("5/20 * * * *", "2026-11-20T05:26", "2026-11-20T05:45"),
        ("0 0 29 2 *", "2026-03-01T00:00", "2028-02-29T00:00"),
        ("30 8-10,20 * * 1-5", "2026-11-20T20:30", "2026-11-23T08:30"),  # Friday evening to Monday
        ("0 0 * * 7", "2026-11-20T00:00", "2026-11-22T00:00"),  # 7 is Sunday, like 0
        ("0 0 1 * 1", "2026-11-20T00:00", "2026-11-23T00:00"),  # either day: the Monday comes first
        ("0 0 1 * 1", "2026-11-30T00:00", "2026-12-01T00:00"),  # and here the first of the month
        ("0 0 1 1 *", "2026-11-20T00:00", "2027-01-01T00:00"),
    ],
)
def test_the_next_run(line: str, after: str, expected: str) -> None:
    assert next_run(parse_cron(line), at(after), "UTC") == at(expected)


def test_a_line_reads_the_clock_of_its_zone() -> None:
    assert next_run(parse_cron("0 5 * * *"), at("2026-11-20T00:00"), KOLKATA) == at("2026-11-20T23:30")


def test_a_fixed_hour_runs_once_in_the_night_that_loses_an_hour() -> None:
    cron, start = parse_cron("30 2 * * *"), at("2026-03-28T12:00", BERLIN)
    first = next_run(cron, start, BERLIN)
    assert first == at("2026-03-29T01:30")  # 03:30 in summer time: 02:30 does not exist
    assert next_run(cron, first, BERLIN) == at("2026-03-30T00:30")


def test_a_fixed_hour_runs_once_in_the_night_that_doubles_an_hour() -> None:
    cron = parse_cron("30 2 * * *")
    first = next_run(cron, at("2026-10-24T12:00", BERLIN), BERLIN)
    assert first == at("2026-10-25T00:30")
    assert next_run(cron, first, BERLIN) == at("2026-10-26T01:30")


def test_every_hour_is_every_hour_in_both_nights() -> None:
    cron = parse_cron("0 * * * *")
    for start in (at("2026-03-28T22:00"), at("2026-10-24T22:00")):
        runs, moment = [], start
        for _ in range(6):
            moment = next_run(cron, moment, BERLIN)
            runs.append(moment)
        assert runs == [start + timedelta(hours=hours) for hours in range(1, 7)]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "1,,2 * * * *",
        "٣ * * * *",
        "-1 * * * *",
        "@daily",
        "1- * * * *",
        "* * * jan *",
    ],
)
def test_what_is_no_cron_line_is_refused(line: str) -> None:
    with pytest.raises(CronError):
        parse_cron(line)


def test_a_day_that_never_comes_is_refused() -> None:
    with pytest.raises(CronError):
        next_run(parse_cron("0 0 31 2 *"), at("2026-11-20T00:00"), "UTC")


@given(
    after=st.integers(0, 10**9).map(lambda seconds: at("2010-01-01") + timedelta(seconds=seconds)),
    minute=st.integers(0, 59),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    zone=st.sampled_from(["UTC", KOLKATA, BERLIN, "America/New_York"]),
)
def test_the_next_run_is_later_and_within_a_week(
    after: datetime, minute: int, hour: int, weekday: int, zone: str
) -> None:
    found = next_run(parse_cron(f"{minute} {hour} * * {weekday}"), after, zone)
    assert timedelta(0) < found - after <= timedelta(days=7, hours=1)
    local = found.astimezone(ZoneInfo(zone))
    assert local.isoweekday() % 7 == weekday
    assert local.minute == minute
    assert local.hour in {hour, hour + 1}
