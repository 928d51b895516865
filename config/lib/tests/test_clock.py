from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from config.lib import clock


def test_now_is_aware_and_in_utc() -> None:
    with time_machine.travel(datetime(2026, 11, 20, 20, 15, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
        assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-20T18:29:59+00:00", "Asia/Kolkata", date(2026, 11, 20)),
        ("2026-11-20T18:30:00+00:00", "Asia/Kolkata", date(2026, 11, 21)),
        ("2026-11-20T07:59:59+00:00", "America/Los_Angeles", date(2026, 11, 19)),
        ("2026-11-20T08:00:00+00:00", "America/Los_Angeles", date(2026, 11, 20)),
        ("2026-03-29T00:30:00+00:00", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-10-24T22:00:00+00:00", "Europe/Berlin", date(2026, 10, 25)),
        ("2026-10-25T22:59:59+00:00", "Europe/Berlin", date(2026, 10, 25)),
        ("2026-12-31T10:00:00+00:00", "Pacific/Kiritimati", date(2027, 1, 1)),
        ("2026-11-20T23:59:59+00:00", "UTC", date(2026, 11, 20)),
    ],
)
def test_today_is_the_day_of_the_zone(instant: str, zone: str, day: date) -> None:
    with time_machine.travel(datetime.fromisoformat(instant), tick=False):
        assert clock.today(zone) == day


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd"])
def test_a_name_that_is_no_zone_is_an_error(zone: str) -> None:
    with pytest.raises((KeyError, ValueError), match=r"zone|ZoneInfo|key"):
        clock.today(zone)
