"""PostgreSQL ends in mid-upload and comes back: a clear answer, nothing half-written, a right retry."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import requests
from django.conf import settings

from config.jobs.tests.threads import eventually
from config.tests.faults.cluster import Cluster, missing
from config.tests.faults.served import Client, Server, is_writing, rows

COUNT = 30_000


@pytest.fixture
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


def registered(server: Server) -> Client:
    body = {"email": "ana@example.com", "password": "correct horse battery"}
    answer = requests.post(f"http://{server.address}/api/auth/register", json=body, timeout=30)
    return Client(server, answer.json()["access_token"])


def count(cluster: Cluster, table: str) -> int:
    with psycopg.connect(cluster.url) as held:
        found = held.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(found[0]) if found else 0


def test_a_restart_in_mid_upload(cluster: Cluster, tmp_path: Path) -> None:
    server = Server(tmp_path / "log", url=cluster.url)
    with server.running(), ThreadPoolExecutor(1) as pool:
        client = registered(server)
        answer = pool.submit(client.upload, rows(COUNT), "restarted")
        eventually(lambda: is_writing(cluster.url))
        cluster.restart()
        refused = answer.result()
        tables = ("finance_transaction", "finance_importbatch", "finance_account")
        left = [count(cluster, table) for table in tables]
        again = client.upload(rows(COUNT), "restarted")

    assert (refused.status_code, refused.json()["success"]) == (503, False)
    assert "Retry-After" in refused.headers
    assert left == [0, 0, 0]
    assert (again.status_code, again.json()["stats"]["inserted"]) == (200, COUNT)
    assert count(cluster, "finance_transaction") == COUNT


def test_connections_that_were_cut_while_idle_are_replaced(cluster: Cluster, tmp_path: Path) -> None:
    server = Server(tmp_path / "log", url=cluster.url)
    with server.running(), psycopg.connect(cluster.url, autocommit=True) as operator:
        client = registered(server)
        assert client.get("transactions").status_code == 200
        operator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
        )
        answers = [client.get(f"transactions?limit={n}").status_code for n in range(1, 6)]

    assert answers == [200] * 5
