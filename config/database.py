"""Django's description of the database behind a `DATABASE_URL`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.environment import SettingError

# With IMMEDIATE every atomic() takes the write lock at its start and waits for it, where SQLite's own default
# fails half-way with "database is locked".
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "detect_types": 0,  # the fields of models convert what they read: the driver need not do it as well
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
_DRIVERS = ("", "asyncpg", "psycopg")


def describe(url: str, *, data: Path, pool: tuple[int, int], statement_timeout: int) -> dict[str, Any]:
    """Empty = SQLite in the data folder; `+asyncpg` and `+psycopg` name the same server as without."""
    scheme, _, driver = urlsplit(url).scheme.partition("+")
    if not url:
        return _sqlite(str(data / "moneta.sqlite3"))
    if scheme == "sqlite":
        return _sqlite(_sqlite_path(url))
    if scheme in {"postgres", "postgresql"} and driver in _DRIVERS:
        return _postgresql(url, pool=pool, statement_timeout=statement_timeout)
    raise SettingError("DATABASE_URL must begin with postgresql:// or sqlite:///")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": dict(_SQLITE_OPTIONS),
        # Tests use a file as well, which their threads and processes share: one in memory has other locks.
        "TEST": {"NAME": str(Path(path).with_name("test.sqlite3"))},
    }


def _sqlite_path(url: str) -> str:
    """`sqlite:///relative.db`, `sqlite:////absolute.db`, as in the seeds' SQLAlchemy."""
    path = unquote(urlsplit(url).path).removeprefix("/")
    if not path:
        raise SettingError("DATABASE_URL names no file: sqlite:///relative.db or sqlite:////absolute.db")
    return path


def _postgresql(url: str, *, pool: tuple[int, int], statement_timeout: int) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    limits = f"-c statement_timeout={statement_timeout}s -c idle_in_transaction_session_timeout=300s"
    least, most = pool
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,  # a connection that a restart cut is replaced before it is handed out
        "OPTIONS": {
            **options,
            "connect_timeout": int(options.get("connect_timeout", 5)),
            "options": f"{limits} {options.get('options', '')}".strip(),
            "pool": {"min_size": min(least, most), "max_size": most, "timeout": 10},
        },
    }
