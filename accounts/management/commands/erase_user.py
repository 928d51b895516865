"""Remove a person and everything that is theirs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.selectors.people import find_person
from accounts.services.erasure import erase_account


class Command(BaseCommand):
    help = "Erase a person: every row, token, file and link of theirs. It cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_person(options["email"])
        if user is None:
            raise CommandError("Nobody has this e-mail address.")
        if not options["yes"] and not self._agreed(user.email):
            raise CommandError("Nothing was erased.")
        erase_account(user=user)
        self.stdout.write("Erased.")

    def _agreed(self, email: str) -> bool:
        try:
            return input(f"Type {email} to erase everything of this account: ").strip().lower() == email
        except EOFError:
            return False
