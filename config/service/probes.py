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
    pool.open()  # the first request of a process finds it closed
    with connection.wrap_database_errors, pool.connection(timeout=PATIENCE_SECONDS) as opened:
        opened.execute("SELECT 1")


def check_database() -> Check:
    return guarded(ping_database, required=True)


class Applied:
    """Migrations that this process has seen applied stay so: it would not survive their removal anyway."""

    all: bool = False


def check_migrations() -> Check:
    if not Applied.all:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            names = ", ".join(f"{step.app_label}.{step.name}" for step, _backwards in plan[:5])
            return Check(status="failed", required=True, detail=f"not applied: {names}")
        Applied.all = True
    return Check(status="ok", required=True)


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
    except DatabaseError:  # its table may be among what is not migrated
        return Check(status="failed", required=False, detail="no schedules to look at")
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


IN_DATABASE: dict[str, Callable[[], Check]] = {"migrations": check_migrations, "scheduler": check_scheduler}
ELSEWHERE: dict[str, Callable[[], Check]] = {"cache": check_cache, "broker": check_broker}


def check_all() -> dict[str, Check]:
    """What lies in a database that does not answer is not asked: each question would wait for it again."""
    checks = {"database": check_database()}
    for name, check in IN_DATABASE.items():
        lost = Check(status="failed", required=name == "migrations", detail="no database")
        checks[name] = check() if checks["database"].status == "ok" else lost
    return checks | {name: check() for name, check in ELSEWHERE.items()}
