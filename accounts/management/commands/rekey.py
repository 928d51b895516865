"""After a new first key in FIELD_KEYS: seal everything under it, so that the old key can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services.rekey import Outcome, rekey


class Command(BaseCommand):
    help = (
        "Seal every stored secret again under the first key of FIELD_KEYS. Put the new key first, keep the "
        "old one behind it, restart the servers and workers, run this, then take the old key away. It may be "
        "stopped and run again; it ends with 1 when something cannot be opened with any key of the ring."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        lost = 0
        for outcome in rekey():
            self.stdout.write(_line(outcome))
            lost += len(outcome.lost)
        if lost:
            raise CommandError(f"{lost} could not be opened: keep every key that is in the ring.")


def _line(outcome: Outcome) -> str:
    line = f"{outcome.name}: {outcome.resealed} sealed again, {outcome.current} under the first key already"
    if not outcome.lost:
        return line
    ids = ", ".join(map(str, outcome.lost[:10])) + (", …" if len(outcome.lost) > 10 else "")
    return f"{line}, {len(outcome.lost)} not opened (ids {ids})"
