"""The services of this run: `services.py answer|create|drop DATABASE REDIS_URL`. No answer: a failure."""

from __future__ import annotations

import os
import sys

import psycopg
import redis
from psycopg import sql

SERVER = f"postgresql://{os.environ.get('PGUSER', 'postgres')}@127.0.0.1:5432/postgres"


def answer(_database: str, redis_url: str) -> None:
    with psycopg.connect(SERVER, connect_timeout=5) as connection:
        print("PostgreSQL", connection.info.server_version)
    with redis.Redis.from_url(redis_url, socket_timeout=5) as client:
        print("Redis", client.info("server")["redis_version"])


def create(database: str, redis_url: str) -> None:
    drop(database, redis_url)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def drop(database: str, redis_url: str) -> None:
    """Its own database, those that each process of the tests made beside it, and their Redis databases."""
    with psycopg.connect(SERVER, autocommit=True) as connection:
        for name in (database, *(f"test_{database}{suffix}" for suffix in ("", "_gw0", "_gw1"))):
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
    server, _, number = redis_url.rpartition("/")
    for used in range(int(number) - 1, int(number) + 1):
        with redis.Redis.from_url(f"{server}/{used}", socket_timeout=5) as client:
            client.flushdb()


if __name__ == "__main__":
    {"answer": answer, "create": create, "drop": drop}[sys.argv[1]](*sys.argv[2:])
