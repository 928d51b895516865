"""Checks ledgers and figures against a second way to each of them.

Exits with 0 when all is as it should be, 1 when something is not (every difference is named, or somebody
could not be checked), 2 for a wrong call.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from analytics.domain.drift import Drift
from analytics.management.people import add_people, people_of
from analytics.services.verification import verify
from config.lib.errors import Refused
from config.lib.progress import with_progress

_SHOWN: Final = 50


class Command(BaseCommand):
    help = "Check balances, splits, transfers, identities, conversions and every figure; change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_people(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        people = people_of(options)
        troubled = 0
        for user in with_progress(people, self.stderr):
            lines = list(_lines(user))
            troubled += bool(lines)
            for line in lines:
                self.stdout.write(line)
        if troubled:
            raise CommandError(f"{troubled} of {len(people)} users are not as they should be.", returncode=1)
        self.stdout.write(f"{len(people)} users checked: all is as it should be.")


def _lines(user: User) -> Iterator[str]:
    try:
        found = verify(user)
    except Refused as problem:
        yield f"{user.email}: {problem.error}."
        return
    for drift in found[:_SHOWN]:
        yield f"{user.email}: {_sentence(drift)}"
    if len(found) > _SHOWN:
        yield f"{user.email}: … and {len(found) - _SHOWN} more"


def _sentence(drift: Drift) -> str:
    return f"{drift.table} {drift.key} is {drift.held}, not {drift.right}"
