"""Syncs bank connections: of everybody, of one person, or one of them.

Exits with 0 when all are queued (with --wait: done well), 1 when a sync failed or did not end in time, 2 for
a wrong call.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.lib.texttable import aligned
from providers.models import Connection, SyncRun
from providers.services.on_demand import run_now
from providers.services.sync import request_sync

_HEADINGS = ("Connection", "Bank", "Status", "New", "Changed", "Removed", "Seconds", "Error")


class Command(BaseCommand):
    help = "Ask banks what is new. A repeat changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="every connection")
        which.add_argument("--user", metavar="EMAIL", help="the connections of one person")
        which.add_argument("--connection", type=int, metavar="ID", help="one connection")
        parser.add_argument("--wait", action="store_true", help="until all have been synced")
        parser.add_argument(
            "--timeout", type=int, default=600, metavar="SECONDS", help="wait no longer (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connections = _meant(options)
        if not connections and not options["all"]:
            raise CommandError("There is no such connection.", returncode=2)
        with transaction.atomic():
            runs = [request_sync(each, trigger=SyncRun.Trigger.MANUAL) for each in connections]
        if not options["wait"]:
            self.stdout.write(f"{len(runs)} queued.")
            return
        done = _wait(runs, seconds=options["timeout"])
        for line in aligned([_HEADINGS, *map(_line, done)], right={0, 3, 4, 5, 6}):
            self.stdout.write(line)
        bad = sum(run.status != SyncRun.Status.OK for run in done)
        if bad:
            raise CommandError(f"{bad} of {len(done)} not synced.", returncode=1)


def _meant(options: dict[str, Any]) -> list[Connection]:
    live = Connection.objects.exclude(status=Connection.Status.DISCONNECTED).order_by("pk")
    if options["user"] is not None:
        live = live.filter(user__email__iexact=options["user"])
    if options["connection"] is not None:
        live = live.filter(pk=options["connection"])
    return list(live)


def _wait(runs: Sequence[SyncRun], *, seconds: int) -> list[SyncRun]:
    """The runs as they stand when all have ended, or the time is over."""
    until = time.monotonic() + seconds
    while run_now(runs) is None and time.monotonic() < until:
        pass
    ids = [run.pk for run in runs]
    return list(SyncRun.objects.filter(pk__in=ids).select_related("connection").order_by("pk"))


def _line(run: SyncRun) -> tuple[str, ...]:
    lasted = (run.finished_at - run.started_at).total_seconds() if run.finished_at and run.started_at else 0
    counts = (f"{count:,}" for count in (run.inserted, run.updated, run.removed))
    bank = run.connection.institution or run.connection.provider_id
    return (str(run.connection_id), bank, run.status, *counts, f"{lasted:.2f}", run.error)
