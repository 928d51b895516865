"""Checks a person's ledger and figures at one instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from analytics.domain.drift import Drift
from analytics.selectors.verification import drift_of_figures, drift_of_ledger
from analytics.services.locks import HeldError
from analytics.services.refresh import CALLER_WAITS, refresh_marked
from config.lib.errors import Unavailable
from preferences.models import StaleMark

if TYPE_CHECKING:
    from accounts.models import User

_TRIES: Final = 5


def verify(user: User) -> list[Drift]:
    """All that is not as it should be. Marked months are brought up to date first: they are no drift.

    Unavailable for a ledger that is being written all the time.
    """
    for _ in range(_TRIES):
        try:
            refresh_marked(user, wait=CALLER_WAITS)
        except HeldError:
            continue
        with _one_instant():
            if not StaleMark.objects.for_user(user).exists():
                return [*drift_of_ledger(user), *drift_of_figures(user)]
    raise Unavailable("The ledger is being written", retry_after=10)


@contextmanager
def _one_instant() -> Iterator[None]:
    """What others write meanwhile is not seen. On SQLite they wait."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
