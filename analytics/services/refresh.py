"""Counts anew what the marks of a person's writes name.

One transaction per person takes the lock, the marks and the months they name. A mark that a writer commits
meanwhile stays, and brings its month up for the next reader; nobody ever waits for a writer here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.db import connection

from analytics.domain.month_runs import EVERYTHING, Run, runs_of
from analytics.selectors.basis import basis_of
from analytics.services.locks import HeldError, figures_locked
from analytics.sql.facts import FACTS, FactTable, planned_for_many
from config.lib.errors import Unavailable

if TYPE_CHECKING:
    from accounts.models import User

READER_WAITS: Final = 5.0
CALLER_WAITS: Final = 20.0


def refresh_marked(user: User, *, wait: float) -> None:
    """Bring the marked months up to date; HeldError after that many seconds behind somebody else, 0 = at
    once.
    """
    with figures_locked(user.pk, wait=wait):
        if periods := _claim(user.pk):
            _rebuild(user, runs_of(periods))


def refresh_all(user: User) -> dict[FactTable, int]:
    """Count everything anew; answers the rows of each table. Unavailable while somebody else is at it."""
    try:
        with figures_locked(user.pk, wait=CALLER_WAITS):
            _claim(user.pk)
            return _rebuild(user, [EVERYTHING])
    except HeldError:
        raise Unavailable("The figures are being refreshed already", retry_after=10) from None


def _claim(user_id: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM preferences_stalemark WHERE user_id = %s RETURNING period", [user_id])
        return {period for (period,) in cursor.fetchall()}


def _rebuild(user: User, runs: Iterable[Run]) -> dict[FactTable, int]:
    basis = basis_of(user)
    counts = dict.fromkeys(FACTS, 0)
    with planned_for_many():
        for run in runs:
            parameters = basis.parameters(run.span)
            for fact in FACTS:
                fact.clear(user.pk, run.first, run.last)
                counts[fact] += fact.fill(parameters)
    return counts
