"""Which service runs which kind of job, when, and how often it is tried again.

Apps register in their `tasks.py`, which their `AppConfig.ready` imports.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from config.jobs.cron import next_run, parse_cron
from config.jobs.models import Job

Service = Callable[[Job], None]


@dataclass(frozen=True)
class Kind:
    name: str
    service: Service
    every: timedelta | None
    cron: str
    retries: int
    backoff: timedelta

    @property
    def scheduled(self) -> bool:
        return self.every is not None or bool(self.cron)

    def next_after(self, now: datetime, *, last: datetime | None = None) -> datetime:
        """Later than `now`; ticks that were missed are not made up for. Cron lines read DEFAULT_TIME_ZONE."""
        if self.every is None:
            return next_run(parse_cron(self.cron), now, settings.DEFAULT_TIME_ZONE)
        if last is None or last > now:
            return now + self.every
        return last + self.every * ((now - last) // self.every + 1)

    def delay(self, attempt: int, seed: int) -> timedelta:
        """Doubles with each attempt up to the limit; spread by up to a fifth, so that failures part."""
        limit = timedelta(seconds=settings.JOB_BACKOFF_MAX_SECONDS)
        doubled: timedelta = min(self.backoff * (1 << min(attempt - 1, 20)), limit)
        return doubled * (1 + (seed * 37 % 100) / 500)


KINDS: dict[str, Kind] = {}


def register(
    kind: str,
    service: Service,
    *,
    every: timedelta | None = None,
    cron: str = "",
    retries: int | None = None,
    backoff: timedelta | None = None,
) -> None:
    """`service(job)` calls `finish(job)` inside the transaction of its effect; a job whose service returns
    without it is finished afterwards, which is enough for work that may be repeated. After `retries` further
    attempts the job is dead. Registering a kind again replaces it.
    """
    if every is not None and cron:
        raise ValueError(f"{kind}: either every or cron")
    if cron:
        parse_cron(cron)
    KINDS[kind] = Kind(
        name=kind,
        service=service,
        every=every,
        cron=cron,
        retries=settings.JOB_RETRIES if retries is None else retries,
        backoff=timedelta(seconds=settings.JOB_BACKOFF_SECONDS) if backoff is None else backoff,
    )


def scheduled_kinds() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.scheduled]
