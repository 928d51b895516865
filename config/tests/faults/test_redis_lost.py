"""Redis dies under the server: reading and writing go on, signing in works and stays limited."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
import requests

from accounts.tests.factories import PASSWORD
from config.jobs.tests.stage import database_url, process
from config.jobs.tests.threads import eventually
from config.tests.faults.served import GUNICORN, Client, Server
from config.tests.launch.server import free_port

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "dana@example.com"


@contextlib.contextmanager
def running_redis(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed on this machine")
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder))
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as child:
        try:
            eventually(lambda: pings(port))
            yield child
        finally:
            child.kill()


def pings(port: int) -> bool:
    with contextlib.suppress(redis.ConnectionError), redis.Redis(port=port) as client:
        return bool(client.ping())
    return False


def sign_in(server: Server, password: str = PASSWORD) -> requests.Response:
    body = {"email": EMAIL, "password": password}
    return requests.post(f"http://{server.address}/api/auth/login", json=body, timeout=60)


def test_redis_dies(tmp_path: Path) -> None:
    port, server = free_port(), Server(tmp_path / "log")
    settings: dict[str, Any] = {
        "DJANGO_SETTINGS_MODULE": "config.settings",  # limits on, as they are outside of tests
        "DATABASE_URL": database_url(),
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "DB_POOL_MAX": 10,
    }
    with process((*GUNICORN, server.address), server.log, **settings) as child:
        with running_redis(port, tmp_path) as redis_server:
            eventually(lambda: server.answers(child))
            body = {"email": EMAIL, "password": PASSWORD}
            made = requests.post(f"http://{server.address}/api/auth/register", json=body, timeout=60)
            client = Client(server, made.json()["access_token"])
            statuses = {"with": [client.get("accounts").status_code, sign_in(server).status_code]}
            redis_server.kill()
            redis_server.wait()
            entry = {"type": "Expense", "amount": 5, "date": "2026-01-15"}
            statuses["without"] = [
                client.get("accounts").status_code,
                client.post("transactions", entry).status_code,
                client.get("calculations/totals").status_code,
                sign_in(server).status_code,
            ]
        guesses = [sign_in(server, "wrong").status_code for _ in range(6)]
        with running_redis(port, tmp_path):
            statuses["again"] = [client.get("accounts").status_code]

    assert statuses == {"with": [200, 200], "without": [200, 201, 200, 200], "again": [200]}
    assert guesses == [401] * 5 + [429]
