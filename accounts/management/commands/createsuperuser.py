"""Django's command, which then gives the new operator what every person has."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.db import transaction

from accounts.models import User
from accounts.services.registration import welcome_user


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        known = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        super().handle(*args, **options)
        # Not around the command: on SQLite a transaction would keep the only write lock while somebody types.
        with transaction.atomic():
            for user in User.objects.filter(is_superuser=True).exclude(pk__in=known):
                welcome_user(user=user)
