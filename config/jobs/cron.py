"""The five fields of a cron line, and the instant after a given one that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
PART = re.compile(r"(?:\*|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?", re.ASCII)
HORIZON_DAYS = 366 * 8  # 29 February at the turn of a century


class CronError(ValueError):
    """A line that is not five fields of numbers, ranges, lists and steps, or that names no day."""


@dataclass(frozen=True)
class Cron:
    """Both day fields restricted: a day that fits either one counts, as in every cron."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # 0 = Sunday
    any_hour: bool
    either_day: bool

    def fits(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        fits_day, fits_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return fits_day or fits_weekday if self.either_day else fits_day and fits_weekday


def parse_cron(text: str) -> Cron:
    fields = text.split()
    if len(fields) != len(RANGES):
        raise CronError(f"a cron line has five fields: {text!r}")
    sets = [parse_field(field, low, high) for field, (low, high) in zip(fields, RANGES, strict=True)]
    return Cron(
        minutes=tuple(sorted(sets[0])),
        hours=tuple(sorted(sets[1])),
        days=frozenset(sets[2]),
        months=frozenset(sets[3]),
        weekdays=frozenset(day % 7 for day in sets[4]),
        any_hour=fields[1] == "*",
        either_day=not (fields[2].startswith("*") or fields[4].startswith("*")),
    )


def parse_field(field: str, low: int, high: int) -> set[int]:
    values: set[int] = set()
    for part in field.split(","):
        match = PART.fullmatch(part)
        if match is None:
            raise CronError(f"not a cron field: {field!r}")
        first, last, step = match.groups()
        start = low if first is None else int(first)
        whole = first is None or (step is not None and last is None)  # `*` and `5/10` run to the end
        end = high if whole else int(last or start)
        if not low <= start <= end <= high or step in {"0", "00"}:
            raise CronError(f"out of range: {field!r}")
        values.update(range(start, end + 1, int(step or 1)))
    return values


def next_run(cron: Cron, after: datetime, time_zone: str) -> datetime:
    """The first instant later than `after`, in UTC.

    A fixed hour runs once on both nights of a clock change: the missing hour's at the same distance from
    midnight, the doubled hour's at its first pass. A line for every hour follows real time through both.
    """
    zone = ZoneInfo(time_zone)
    today = after.astimezone(zone).date()
    for offset in range(-1, HORIZON_DAYS):
        day = today + timedelta(days=offset)
        if cron.fits(day):
            later = [instant for instant in instants(cron, day, zone) if instant > after]
            if later:
                return min(later)
    raise CronError("no such day")


def instants(cron: Cron, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    for hour in cron.hours:
        for minute in cron.minutes:
            local = datetime.combine(day, time(hour, minute), tzinfo=zone)
            yield local.astimezone(UTC)
            if cron.any_hour:
                yield local.replace(fold=1).astimezone(UTC)
