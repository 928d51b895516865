"""Databases of the bench's own: made, migrated once, copied for each empty ledger, dropped."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

Kind = Literal["sqlite", "postgres"]
ROOT: Final = Path(__file__).resolve().parent.parent.parent


class Database(Protocol):
    """`url` is its DATABASE_URL."""

    kind: Kind
    url: str

    def connect(self) -> Any:
        """A plain driver connection in autocommit, as fast as the product's own."""


class Sqlite:
    kind: Kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:////{str(path).lstrip('/')}"

    def connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
        return connection


class Postgres:
    kind: Kind = "postgres"

    def __init__(self, url: str) -> None:
        self.url = url

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)


def server_url() -> str:
    """The server of DATABASE_URL where that is PostgreSQL, else the one on this machine's standard port."""
    own = os.environ.get("DATABASE_URL", "")
    if own.startswith("postgres"):
        parts = urlsplit(own)
        return urlunsplit(("postgresql", parts.netloc, "/postgres", parts.query, ""))
    return f"postgresql://{os.environ.get('PGUSER', 'postgres')}@127.0.0.1:5432/postgres"


def answers(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=3):
        return True
    return False


def version(database: Database) -> str:
    if database.kind == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with contextlib.closing(database.connect()) as connection:
        return f"PostgreSQL {connection.execute('SHOW server_version').fetchone()[0]}"


def fresh_databases(kind: Kind, folder: Path, environment: Mapping[str, str]) -> Generator[Database]:
    """Empty databases without end; each is gone when the next is asked for or the iterator is closed."""
    template = _template(kind, folder)
    try:
        _migrate(template, environment)
        for number in itertools.count(1):
            database = _copy(template, folder, number)
            try:
                yield database
            finally:
                _drop(database)
    finally:
        _drop(template)


def _template(kind: Kind, folder: Path) -> Database:
    if kind == "sqlite":
        return Sqlite(folder / "template.sqlite3")
    name = f"moneta_bench_{os.getpid()}"
    _on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return Postgres(_url_of(name))


def _migrate(database: Database, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**environment, "DATABASE_URL": database.url}, check=True)


def _copy(template: Database, folder: Path, number: int) -> Database:
    if isinstance(template, Sqlite):
        with contextlib.closing(template.connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Sqlite(Path(shutil.copy(template.path, folder / f"bench{number}.sqlite3")))
    source = urlsplit(template.url).path[1:]
    name = f"{source}_{number}"
    _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source)))
    return Postgres(_url_of(name))


def _drop(database: Database) -> None:
    if isinstance(database, Sqlite):
        for path in database.path.parent.glob(f"{database.path.name}*"):
            path.unlink()
    else:
        name = urlsplit(database.url).path[1:]
        _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(statement: sql.Composed) -> None:
    with psycopg.connect(server_url(), autocommit=True) as connection:
        connection.execute(statement)


def _url_of(name: str) -> str:
    parts = urlsplit(server_url())
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
