"""The mock banks alone: for a Moneta that runs elsewhere, or in another process.

Exits with 0 when it is stopped, 1 when the port is taken, 2 where mock banks are switched off.
"""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from providers.mockbank.server import bank_server


class Command(BaseCommand):
    help = "Serve banka, bankb and bankc below /mockbank/ until stopped; set MOCK_BANK_URL to the address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8099, help="0 takes a free one")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MOCK_BANKS:
            raise CommandError("Mock banks are switched off (MOCK_BANKS).", returncode=2)
        try:
            server = bank_server(host=options["host"], port=options["port"])
        except OSError as problem:
            raise CommandError(f"The port cannot be used: {problem.strerror}.", returncode=1) from None
        self.stdout.write(f"MOCK_BANK_URL=http://{options['host']}:{server.server_address[1]}")
        self.stdout.flush()
        with server, suppress(KeyboardInterrupt):
            server.serve_forever()
