"""One writer of a person's figures at a time.

PostgreSQL: an advisory lock until the end of the transaction. SQLite: the IMMEDIATE transaction itself, so
the waiting is done where it begins.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction

_NAMESPACE: Final = 0x4649_4755 << 31
_LOCK_NOT_AVAILABLE: Final = "55P03"


class HeldError(Exception):
    """Somebody else has the person's figures."""


def lock_figures(user_id: int) -> None:
    """Until the end of the surrounding transaction, however long the wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMESPACE + user_id])


@contextmanager
def figures_locked(user_id: int, *, wait: float) -> Iterator[None]:
    """A transaction that has the person's figures to itself.

    Raises HeldError after `wait` seconds, 0 = at once; nothing of the body has run then.
    """
    begin = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with begin(user_id, wait):
        yield


@contextmanager
def _on_postgresql(user_id: int, wait: float) -> Iterator[None]:
    with transaction.atomic():
        if not (_waited(user_id, wait) if wait else _taken(user_id)):
            raise HeldError
        yield


def _taken(user_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_NAMESPACE + user_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def _waited(user_id: int, wait: float) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(wait * 1000)}ms"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMESPACE + user_id])
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


@contextmanager
def _on_sqlite(_user_id: int, wait: float) -> Iterator[None]:
    with ExitStack() as transactions:
        with _busy_for(wait):
            try:
                transactions.enter_context(transaction.atomic())
            except OperationalError as problem:
                if getattr(problem.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                    raise
                raise HeldError from problem
        yield


@contextmanager
def _busy_for(seconds: float) -> Iterator[None]:
    """How long this connection waits for SQLite's write lock inside."""
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
