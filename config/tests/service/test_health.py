from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from config.tests.service.alone import ask

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOUNTS = ["", "/api", "/v1"]


@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize("name", ["health", "healthz"])
@pytest.mark.parametrize("slash", ["", "/"])
@time_machine.travel(NOON, tick=False)
def test_a_healthy_service(client: Client, db: None, mount: str, name: str, slash: str) -> None:
    answer = client.get(f"{mount}/{name}{slash}", headers={"Authorization": "Bearer expired"})
    assert answer.status_code == 200
    assert answer.json() == {"status": "healthy", "timestamp": "2026-03-01T12:00:00Z", "version": "1.0.0"}


@pytest.fixture(params=["postgresql", "sqlite"])
def away(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is not there."""
    if request.param == "postgresql":
        return "postgresql://nobody@127.0.0.1:1/nothing"
    return f"sqlite:///{tmp_path}/no-such-folder/moneta.sqlite3"


def test_without_its_database_it_is_unhealthy(away: str) -> None:
    status, body = ask("/health", DATABASE_URL=away)
    assert status == 503
    assert (body["status"], body["success"], body["version"]) == ("unhealthy", False, "1.0.0")
    assert body["error"] == "The database does not answer"
    assert body["request_id"]


def test_without_its_database_it_is_alive_and_says_what_it_is(away: str) -> None:
    assert ask("/healthz", DATABASE_URL=away)[0] == 200
    assert ask("/", DATABASE_URL=away)[1]["status"] == "running"


def test_without_its_database_it_is_not_ready(away: str) -> None:
    status, body = ask("/readyz", DATABASE_URL=away)
    assert status == 503
    assert (body["error"], body["detail"]) == ("Not ready", "failed: database, migrations")
    states = {name: check["status"] for name, check in body["checks"].items()}
    assert (states["database"], states["migrations"], states["scheduler"]) == ("failed",) * 3


@pytest.mark.parametrize("path", ["/health", "/healthz", "/readyz"])
def test_only_reading(client: Client, db: None, path: str) -> None:
    answer = client.post(path)
    assert answer.status_code == 405
    assert answer.json()["success"] is False
