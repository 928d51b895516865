"""One writer of a person's ledger at a time."""

from __future__ import annotations

from django.db import connection

_NAMESPACE = 0x4C45_4447 << 31


def lock_ledger(user_id: int) -> None:
    """Hold the owner's ledger until the end of the surrounding transaction.

    Every service that reads rows in order to change them takes this first, so that a plan never meets rows
    that moved after it was made. PostgreSQL: an advisory lock, which readers never notice. SQLite: nothing to
    do, an IMMEDIATE transaction is the only writer already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMESPACE + user_id])
