"""`run.py demo` calls this: links the mock banks to the demo's person, and prints what each sync did."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from config.lib.errors import Refused
from config.lib.progress import quiet
from config.lib.texttable import aligned
from providers.mockbank.server import banks_running
from providers.services.demo import BankStep, demo_banks

_HEAD = ("Bank", "Told", "Fetched", "New", "Repeated", "Corrected", "Removed", "Seconds")


class Command(BaseCommand):
    help = "Link the mock banks over HTTP, sync them, and print what came in. A repeat adds only what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default=os.environ.get("MONETA_DEMO_EMAIL"))

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"] or "").first()
        if user is None:
            raise CommandError("--email names nobody.", returncode=2)
        if not settings.MOCK_BANKS:
            raise CommandError("Mock banks are switched off (MOCK_BANKS).", returncode=2)
        with quiet(), banks_running() as url:
            settings.MOCK_BANK_URL = url  # of this process: nobody has to serve the banks elsewhere
            try:
                lines = [_line(step) for step in demo_banks(user=user)]
            except Refused as problem:
                raise CommandError(f"{problem.error}. {problem.detail or ''}".strip()) from None
        self.stdout.write("")
        for text in aligned([_HEAD, *lines], right=range(2, 8)):
            self.stdout.write(text)


def _line(step: BankStep) -> tuple[str, ...]:
    counts = (step.fetched, step.new, step.repeated, step.corrected, step.removed)
    return (step.bank, step.moment, *(f"{count:,}" for count in counts), f"{step.seconds:.2f}")
