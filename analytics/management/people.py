"""Whose figures a command is about."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.models import User


def add_people(parser: ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--user", metavar="EMAIL")
    whose.add_argument("--all", action="store_true", help="everybody, one after the other")


def people_of(options: dict[str, Any]) -> list[User]:
    """CommandError 2 for an unknown address."""
    if options["all"]:
        return list(User.objects.order_by("pk"))
    user = User.objects.filter(email=User.objects.normalize_email(options["user"])).first()
    if user is None:
        raise CommandError(f"There is no user {options['user']}.", returncode=2)
    return [user]
