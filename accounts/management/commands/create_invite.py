"""Invite somebody while REGISTRATION=invite."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.services.invitations import create_invitation


class Command(BaseCommand):
    help = "Print the code of a new invitation, good for one registration, and nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="", help="only this address may use it")
        parser.add_argument("--days", type=int, default=7, help="1 to 365")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["days"] <= 365:
            raise CommandError("--days must be 1 to 365.")
        try:
            if options["email"]:
                validate_email(options["email"])
        except ValidationError:
            raise CommandError("This is not an e-mail address.") from None
        self.stdout.write(create_invitation(email=options["email"], days=options["days"]))
