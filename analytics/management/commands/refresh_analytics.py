"""Counts the figures of one person, or of everybody, anew.

Exits with 0 when all are counted, 1 when somebody's were not (the others are), 2 for a wrong call.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from analytics.management.people import add_people, people_of
from analytics.services.refresh import refresh_all
from config.lib.errors import Refused
from config.lib.progress import with_progress
from config.lib.texttable import aligned


class Command(BaseCommand):
    help = "Count figures anew from the ledger. A repeat changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_people(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        people = people_of(options)
        lines, failed = [], 0
        for user in with_progress(people, self.stderr):
            try:
                lines.append(_refresh(user))
            except Refused as problem:
                failed += 1
                self.stderr.write(f"{user.email}: {problem.error}.")
        for line in aligned([("User", "Figures", "Seconds"), *lines], right={1, 2}):
            self.stdout.write(line)
        if failed:
            raise CommandError(f"{failed} of {len(people)} users not refreshed.", returncode=1)


def _refresh(user: User) -> tuple[str, str, str]:
    started = time.perf_counter()
    rows = sum(refresh_all(user).values())
    return user.email, f"{rows:,}", f"{time.perf_counter() - started:.2f}"
