from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from pytest_django import Settings

from config.jobs.models import Schedule
from config.lib import clock
from config.tests.service.alone import ask

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:1/0"


def checks(client: Client) -> dict[str, Any]:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["version"]) == ("ready", "1.0.0")
    return dict(body["checks"])


def beat(age: timedelta) -> None:
    now = clock.now()
    Schedule.objects.create(kind="any", every_seconds=60, next_at=now, heartbeat=now - age)


def test_one_entry_for_each_thing(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = ""
    beat(timedelta(seconds=3))
    found = checks(client)
    age = found["scheduler"].pop("age_seconds")
    assert 3 <= age < 30
    assert found == {
        "database": {"status": "ok", "required": True},
        "migrations": {"status": "ok", "required": True},
        "cache": {"status": "ok", "required": False},
        "broker": {"status": "not used", "required": False},
        "scheduler": {"status": "ok", "required": False},
    }


def test_a_scheduler_that_has_stopped_is_shown_with_its_age(client: Client) -> None:
    beat(timedelta(hours=2))
    scheduler = checks(client)["scheduler"]
    assert scheduler["status"] == "failed"
    assert 7200 <= scheduler["age_seconds"] < 7230


def test_a_scheduler_that_never_ran(client: Client) -> None:
    assert checks(client)["scheduler"] == {
        "status": "failed",
        "required": False,
        "detail": "no scheduler has started yet",
    }


def test_a_broker_that_is_away_does_not_stop_requests(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = NOWHERE
    assert checks(client)["broker"] == {"status": "failed", "required": False, "detail": "ConnectionError"}


def test_a_cache_that_is_away_does_not_stop_requests(client: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": NOWHERE}
    }
    assert caches["default"].__class__.__name__ == "RedisCache"
    assert checks(client)["cache"] == {"status": "failed", "required": False, "detail": "ConnectionError"}


def test_a_database_without_its_tables_is_not_ready(tmp_path: Path) -> None:
    status, body = ask("/readyz", DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3", REDIS_URL="")
    assert (status, body["status"], body["detail"]) == (503, "not ready", "failed: migrations")
    migrations = body["checks"]["migrations"]
    assert (migrations["status"], migrations["required"]) == ("failed", True)
    assert migrations["detail"].startswith("not applied: ")
    assert body["checks"]["database"] == {"status": "ok", "required": True}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool")
def test_the_first_request_of_a_process_opens_the_pool(client: Client) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # the PostgreSQL wrapper has it
    assert client.get("/readyz").json()["checks"]["database"]["status"] == "ok"
