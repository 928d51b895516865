"""Moves a person's data versions. Call it in the transaction of the write: a reader sees both or neither."""

from __future__ import annotations

from django.db.models import F

from preferences.models import DataVersion


def bump_ledger(user_id: int) -> None:
    _bump(user_id, "ledger")


def bump_preferences(user_id: int) -> None:
    _bump(user_id, "preferences")


def bump_all(user_id: int) -> None:
    _bump(user_id, "ledger", "preferences")


def _bump(user_id: int, *counters: str) -> None:
    more = {counter: F(counter) + 1 for counter in counters}
    held = DataVersion.objects.filter(user_id=user_id)
    if not held.update(**more):
        # The first write of a person: of several at once one inserts, and all of them count.
        DataVersion.objects.bulk_create([DataVersion(user_id=user_id)], ignore_conflicts=True)
        held.update(**more)
