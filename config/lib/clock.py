"""The wall clock. Nothing else reads it, so a test that moves this module's time moves the product's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The instant, aware, in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """The calendar day of an IANA zone; ZoneInfoNotFoundError or ValueError for a name that is none."""
    return now().astimezone(ZoneInfo(time_zone)).date()
