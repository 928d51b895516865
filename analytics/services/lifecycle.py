"""What becomes of the figures when their owner starts again or leaves."""

from __future__ import annotations

from django.db import connection

from accounts.models import User
from analytics.services.locks import lock_figures
from analytics.sql.facts import FACTS


def empty_figures(user: User) -> None:
    """The next read counts anew what the ledger still holds."""
    # No constraint stands behind these rows: a refresh under way must end first, or would leave its own.
    lock_figures(user.pk)
    with connection.cursor() as cursor:
        for fact in FACTS:
            cursor.execute(f"DELETE FROM {fact.name} WHERE user_id = %s", [user.pk])  # noqa: S608 - our tables
