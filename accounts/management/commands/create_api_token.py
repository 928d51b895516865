"""Make a personal API token for somebody."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.selectors.people import find_person
from accounts.services.api_tokens import LONGEST_DAYS, create_api_token
from config.lib.errors import Refused
from config.lib.text import clean


class Command(BaseCommand):
    help = "Print a new personal API token, which cannot be shown again, and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line", help="what the person sees in the list")
        parser.add_argument("--scopes", nargs="+", choices=["read", "write"], default=["read"])
        parser.add_argument(
            "--days", type=int, default=90, help=f"1 to {LONGEST_DAYS}; 0 = until it is deleted"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_person(options["email"])
        if user is None or not user.is_active:
            raise CommandError("Nobody who may sign in has this e-mail address.")
        name, days = clean(options["name"], limit=120), options["days"]
        if not name or not 0 <= days <= LONGEST_DAYS:
            raise CommandError(f"--name must not be empty, --days must be 0 to {LONGEST_DAYS}.")
        try:
            _, text = create_api_token(user=user, name=name, scopes=options["scopes"], days=days or None)
        except Refused as problem:
            raise CommandError(f"{problem}. {problem.detail}") from None
        self.stdout.write(text)
