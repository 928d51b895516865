"""Fills a database with made-up people whose banks are the mock banks.

Exits with 0 when all are in, 1 when a sync failed (the others are in), 2 for a wrong call or where mock banks
are switched off.
"""

from __future__ import annotations

import os
import secrets
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum

from config.lib.currencies import is_currency
from config.lib.progress import quiet, with_progress
from providers.mockbank.server import banks_running
from providers.models import SyncRun
from providers.services.seeding import Person, Seeded, seed_person


class Command(BaseCommand):
    help = "Make demo users, link three mock banks to each and sync them. A repeat adds only what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--users", type=int, default=1, metavar="N", help="how many (%(default)s)")
        parser.add_argument(
            "--months", type=int, default=24, metavar="M", help="full months of history (%(default)s)"
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other lives")
        parser.add_argument("--currency", default=settings.DEFAULT_CURRENCY, metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        _require_sense(options)
        password = os.environ.get("MONETA_DEMO_PASSWORD", "")
        given = password or secrets.token_urlsafe(12)
        people = [
            Person(number, options["seed"], options["months"], options["currency"].upper(), given)
            for number in range(1, options["users"] + 1)
        ]
        started = time.perf_counter()
        with quiet(), banks_running() as url:
            settings.MOCK_BANK_URL = url  # of this process: nobody has to serve the banks elsewhere
            seeded = [seed_person(person) for person in with_progress(people, self.stderr)]
        self._report(seeded, time.perf_counter() - started)
        if not password and any(one.is_new for one in seeded):
            self.stdout.write(f"Password of the new ones: {given}")
        if failed := sum(bool(one.failed) for one in seeded):
            raise CommandError(f"{failed} of {len(seeded)} could not be synced.", returncode=1)

    def _report(self, seeded: list[Seeded], seconds: float) -> None:
        ids = [run.pk for one in seeded for run in one.runs]
        rows = SyncRun.objects.filter(pk__in=ids).aggregate(rows=Sum("inserted"))["rows"] or 0
        new = sum(one.is_new for one in seeded)
        first, last = seeded[0].email, seeded[-1].email
        self.stdout.write(f"{len(seeded)} users ({new} new), {first} to {last}")
        self.stdout.write(f"{len(ids)} links, {rows:,} new transactions, {seconds:.1f} s")


def _require_sense(options: dict[str, Any]) -> None:
    if not settings.MOCK_BANKS:
        raise CommandError("Mock banks are switched off (MOCK_BANKS).", returncode=2)
    if not 1 <= options["users"] <= 10_000 or not 1 <= options["months"] <= 120:
        raise CommandError("--users is 1 to 10,000 and --months 1 to 120.", returncode=2)
    if abs(options["seed"]) >= 2**63 or not is_currency(options["currency"].upper()):
        raise CommandError("--seed is a whole number and --currency an ISO 4217 code.", returncode=2)
