"""Is there what we stand on? One function each, which answers within seconds whatever is broken."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from config.drf.structs import Answer
from config.jobs.selectors.queue import scheduler_age

PATIENCE_SECONDS = 2
STALE_HEARTBEAT = timedelta(seconds=60)


class Check(Answer, kw_only=True):
    """`required`: without it no request can be answered, and the process is not ready."""

    status: str
    required: bool
    age_seconds: float | msgspec.UnsetType = msgspec.UNSET
    detail: str | msgspec.UnsetType = msgspec.UNSET


def ping_database() -> None:
    """Raises DatabaseError; with a pool, without its long patience."""
    pool: Any = getattr(connection, "pool", None)
    if pool is None or connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return
    with connection.wrap_database_errors, pool.connection(timeout=PATIENCE_SECONDS) as opened:
        opened.execute("SELECT 1")


def check_database() -> Check:
    return guarded(ping_database, required=True)


class Applied:
    """Migrations that this process has seen applied stay so: it would not survive their removal anyway."""

    all: bool = False


def check_migrations() -> Check:
    pending: list[str] = []

    def look() -> None:
        if not Applied.all:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            pending.extend(f"{step.app_label}.{step.name}" for step, _backwards in plan)
            Applied.all = not pending

    answer = guarded(look, required=True)
    if pending:
        return Check(status="failed", required=True, detail=f"not applied: {', '.join(pending[:5])}")
    return answer


def check_cache() -> Check:
    """Throttles go on without it, logins fall back to the database."""

    def look() -> None:
        stamp = time.monotonic_ns()
        cache.set("readyz", stamp, 10)
        if cache.get("readyz") is None:
            raise ConnectionError

    return guarded(look, required=False)


def check_broker() -> Check:
    """Jobs are written without it; their messages are sent again when it is back."""
    if not settings.REDIS_URL:
        return Check(status="not used", required=False)

    def look() -> None:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS
        ) as client:
            client.ping()

    return guarded(look, required=False)


def check_scheduler() -> Check:
    try:
        age = scheduler_age()
    except (DatabaseError, InterfaceError):
        return Check(status="failed", required=False, detail="the database does not answer")
    if age is None:
        return Check(status="failed", required=False, detail="no scheduler has started yet")
    status = "ok" if age < STALE_HEARTBEAT else "failed"
    return Check(status=status, required=False, age_seconds=round(age.total_seconds(), 1))


def guarded(look: Callable[[], None], *, required: bool) -> Check:
    try:
        look()
    except (DatabaseError, InterfaceError, redis.RedisError, OSError) as problem:
        return Check(status="failed", required=required, detail=type(problem).__name__)
    return Check(status="ok", required=required)


CHECKS: dict[str, Callable[[], Check]] = {
    "database": check_database,
    "migrations": check_migrations,
    "cache": check_cache,
    "broker": check_broker,
    "scheduler": check_scheduler,
}
