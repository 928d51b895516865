"""A real server over the test's own database, one person's requests to it, and when it is in mid-write."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import psycopg
import requests
from django.db import connection

from config.jobs.tests.stage import database_url, process
from config.jobs.tests.threads import eventually

GUNICORN = ("-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi", "--bind")
PATIENCE = 120


class Server:
    """`url` is the database of the server, the test's own unless another is given."""

    def __init__(self, log: Path, *, url: str = "") -> None:
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.address = f"127.0.0.1:{unused.getsockname()[1]}"
        self.log, self.url = log, url or database_url()

    @contextlib.contextmanager
    def running(self) -> Iterator[Popen[bytes]]:
        environment = {"DATABASE_URL": self.url, "RATE_LIMITS": "false", "DB_POOL_MAX": 10}
        with process((*GUNICORN, self.address), self.log, **environment) as child:
            eventually(lambda: self.answers(child))
            yield child

    def answers(self, child: Popen[bytes]) -> bool:
        assert child.poll() is None, "the server ended"
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"http://{self.address}/healthz", timeout=5).ok
        return False


class Client:
    def __init__(self, server: Server, token: str) -> None:
        self.base = f"http://{server.address}/api"
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> requests.Response:
        return requests.get(f"{self.base}/{path}", headers=self.headers, timeout=PATIENCE)

    def post(self, path: str, body: Any) -> requests.Response:
        return requests.post(f"{self.base}/{path}", json=body, headers=self.headers, timeout=PATIENCE)

    def upload(self, rows: list[dict[str, Any]], name: str, **more: Any) -> requests.Response:
        """`name` stands for the file's content: the hash is made of it."""
        body = {"file_name": "book.xlsx", "file_hash": name.encode().hex().rjust(64, "0"), "rows": rows}
        return self.post("upload", {**body, **more})


def rows(count: int, *, note: str = "row") -> list[dict[str, Any]]:
    """Rows that all differ; amounts 1 to `count`."""
    return [
        {"date": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", "amount": n, "type": "Expense", "account": "Bank",
         "category": f"Category {n % 30}", "note": f"{note} {n}"}
        for n in range(1, count + 1)
    ]  # fmt: skip


def is_writing(url: str = "") -> bool:
    """Whether somebody else is inside a writing transaction of the ledger right now."""
    url = url or database_url()
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as probe:
            try:
                probe.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False
    with psycopg.connect(url, autocommit=True) as probe:
        held = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        where = "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        found = probe.execute(f"{held} {where}").fetchone()
        return bool(found and found[0])
