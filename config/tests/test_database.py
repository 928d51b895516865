from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config import database
from config.environment import SettingError

DATA = Path("/data")


def describe(url: str) -> dict[str, Any]:
    return database.describe(url, data=DATA, pool=(10, 30), statement_timeout=60)


def test_no_url_is_sqlite_in_the_data_folder() -> None:
    assert describe("") == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/data/moneta.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "detect_types": 0,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": "/data/test.sqlite3"},
    }


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:///ledger.db", "ledger.db"), ("sqlite:////srv/my%20ledger.db", "/srv/my ledger.db")],
)
def test_sqlite_files(url: str, name: str) -> None:
    assert describe(url)["NAME"] == name


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"])
def test_postgresql(scheme: str) -> None:
    described = describe(
        f"{scheme}://ana:p%40ss@db.example:5433/money?sslmode=require&options=-c%20jit%3Doff"
    )
    assert described == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "money",
        "USER": "ana",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "sslmode": "require",
            "connect_timeout": 5,
            "options": "-c statement_timeout=60s -c idle_in_transaction_session_timeout=300s -c jit=off",
            "pool": {"min_size": 10, "max_size": 30, "timeout": 10},
        },
    }


def test_the_pool_keeps_no_more_than_it_may_open() -> None:
    described = database.describe("postgresql:///m", data=DATA, pool=(10, 4), statement_timeout=1)
    assert described["OPTIONS"]["pool"] == {"min_size": 4, "max_size": 4, "timeout": 10}


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql+other://a/b", "sqlite://?secret", "ledger.db"])
def test_other_urls_are_refused_without_showing_them(url: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL") as refusal:
        describe(url)
    assert url not in str(refusal.value)


@pytest.mark.django_db
def test_the_open_connection_has_these_options() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            expected = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 20_000}
            for pragma, value in expected.items():
                assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)
        else:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("1min",)
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)
