"""Moves a person's data versions and marks the months whose figures are no longer true.

Call it in the transaction of the write: a reader sees both or neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import F

from preferences.models import DataVersion, StaleMark

EVERY_PERIOD: Final = (0,)


def bump_ledger(user_id: int, *, periods: Iterable[int]) -> None:
    """`periods` are the months (yyyymm) whose figures the write touched: those where a counted row is now and
    those where it was before. EVERY_PERIOD for all of them, `()` for a write that changes no figure.
    """
    _bump(user_id, "ledger")
    _mark(user_id, set(periods))


def bump_preferences(user_id: int) -> None:
    _bump(user_id, "preferences")


def bump_all(user_id: int) -> None:
    """Everything may look or count otherwise from now on."""
    _bump(user_id, "ledger", "preferences")
    _mark(user_id, set(EVERY_PERIOD))


def _bump(user_id: int, *counters: str) -> None:
    more = {counter: F(counter) + 1 for counter in counters}
    held = DataVersion.objects.filter(user_id=user_id)
    if not held.update(**more):
        # The first write of a person: of several at once one inserts, and all of them count.
        DataVersion.objects.bulk_create([DataVersion(user_id=user_id)], ignore_conflicts=True)
        held.update(**more)


def _mark(user_id: int, periods: set[int]) -> None:
    everything = periods.intersection(EVERY_PERIOD)
    StaleMark.objects.bulk_create(
        StaleMark(user_id=user_id, period=period) for period in sorted(everything or periods)
    )
