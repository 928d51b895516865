"""The database is lost in mid-upload, or to everybody: 503, nothing written, and the retry is right."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from django.conf import settings

from accounts.tests.factories import PASSWORD
from config.jobs.tests.threads import eventually
from config.tests.faults.cluster import Cluster, missing
from config.tests.faults.served import Client, Server, rows

COUNT = 300
SUM = COUNT * (COUNT + 1) / 2
NOTHING = {"transactions": 0, "accounts": 0, "imports": 0}
WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if reason := missing():
        pytest.skip(reason)
    # Not under pytest's own folder: the server's account may not look into it.
    with (
        tempfile.TemporaryDirectory(prefix="moneta-pg-") as folder,
        Cluster(Path(folder)).running() as running,
    ):
        environment = os.environ | {"DATABASE_URL": running.url}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
        yield running


@pytest.fixture
def client(cluster: Cluster, tmp_path: Path) -> Iterator[Client]:
    """A new person's, at a server on that cluster."""
    server = Server(tmp_path / "log", url=cluster.url)
    with server.running():
        body = {"email": f"{tmp_path.name}@example.com", "password": PASSWORD}
        answer = requests.post(f"http://{server.address}/api/auth/register", json=body, timeout=60)
        assert answer.status_code == 201, answer.text
        yield Client(server, answer.json()["access_token"])


def connect(cluster: Cluster) -> psycopg.Connection[Any]:
    return psycopg.connect(cluster.url, autocommit=True)


def cut(cluster: Cluster) -> None:
    with connect(cluster) as operator:
        operator.execute(CUT)


LOSSES = pytest.mark.parametrize("lose", [Cluster.restart, cut])


@contextlib.contextmanager
def writers_held(cluster: Cluster) -> Iterator[None]:
    """Whoever writes rows of the ledger waits inside the transaction; readers notice nothing."""
    with connect(cluster) as holder, contextlib.suppress(psycopg.OperationalError), holder.transaction():
        holder.execute("LOCK TABLE finance_transaction IN SHARE MODE")
        yield


def held(client: Client) -> dict[str, int]:
    return {path: client.get(path).json()["total"] for path in NOTHING}


def assert_refused_then_right(client: Client, refused: requests.Response) -> None:
    assert (refused.status_code, refused.headers["Content-Type"]) == (503, "application/json")
    assert (refused.json()["success"], int(refused.headers["Retry-After"]) > 0) == (False, True)
    assert held(client) == NOTHING
    again = client.upload(rows(COUNT), "file")
    assert (again.status_code, again.json()["stats"]["inserted"]) == (200, COUNT)
    assert held(client) == {"transactions": COUNT, "accounts": 1, "imports": 1}
    assert client.get("calculations/totals").json()["total_expenses"] == SUM


@LOSSES
def test_between_names_and_rows(cluster: Cluster, client: Client, lose: Callable[[Cluster], None]) -> None:
    with ThreadPoolExecutor(1) as pool, writers_held(cluster):
        answer = pool.submit(client.upload, rows(COUNT), "file")
        with connect(cluster) as probe:  # accounts and categories are written, the rows wait
            eventually(lambda: probe.execute(WAITING).fetchone() == (1,))
        lose(cluster)
        refused = answer.result()
    assert_refused_then_right(client, refused)


@LOSSES
def test_an_idle_server_does_not_notice(
    cluster: Cluster, client: Client, lose: Callable[[Cluster], None]
) -> None:
    assert client.get("accounts").status_code == 200
    lose(cluster)
    statuses = [client.get("accounts").status_code for _ in range(5)]
    statuses.append(client.upload(rows(COUNT), "file").status_code)
    assert statuses == [200] * 6


@pytest.mark.slow
def test_while_it_is_away(cluster: Cluster, client: Client) -> None:
    cluster._control("stop")
    try:
        with ThreadPoolExecutor(2) as pool:  # each waits as long as the pool of connections does
            reading = pool.submit(client.get, "accounts")
            writing = pool.submit(client.upload, rows(COUNT), "file")
            answers = [reading.result(), writing.result()]
    finally:
        cluster._control("start")
    assert [answer.status_code for answer in answers] == [503, 503]
    assert_refused_then_right(client, answers[1])
