"""One run of the bench: every task, one after the other, on one kind of database."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from config.bench import tasks
from config.bench.client import Client
from config.bench.databases import Kind, fresh_databases, version
from config.bench.floors import Floors
from config.bench.ledger import make_rows
from config.bench.measures import Measure
from config.bench.server import Server, serving
from config.launch import secretsfile


def measure(kind: Kind, count: int, *, repeats: int, say: Callable[[str], None]) -> tuple[str, list[Measure]]:
    """(the database and its version, every figure in the order of the tasks); `say` hears how far it is.

    Imports and exports are medians of so many `repeats`; pages and searches, which are cheap, of more.
    """
    rows = make_rows(count)
    texts = tasks.bodies(rows, "rows")
    with tempfile.TemporaryDirectory(prefix="moneta-bench-") as folder:
        environment = _environment(folder)
        with contextlib.closing(fresh_databases(kind, Path(folder), environment)) as databases:
            firsts: list[tasks.First] = []
            for database in databases:
                settings = {**environment, "DATABASE_URL": database.url}
                with _started(settings) as (server, client):
                    say(f"{kind}: empty ledger {len(firsts) + 1} of {repeats}")
                    firsts.append(tasks.first_upload(client, server, database, texts, count))
                    if len(firsts) < repeats:
                        continue
                    say(f"{kind}: the other tasks")
                    with contextlib.closing(Floors(database)) as floors:
                        found = [
                            *tasks.imports(firsts, settings, count),
                            *tasks.uploads(client, server, floors, rows, repeats),
                            *tasks.searches(client, floors),
                            *tasks.pages(client, settings, server, count, repeats),
                            *tasks.exports(client, server, floors, count, repeats),
                        ]
                    return version(database), found
    raise AssertionError("there is always another database")


def _environment(folder: str) -> dict[str, str]:
    """No setting but the defaults, without limits of requests, in a data folder of its own."""
    own = {"MONETA_DATA": folder, "MONETA_ENV_FILE": "", "MONETA_ENV": "local", "REDIS_URL": ""}
    own |= {"RATE_LIMITS": "false", "WEB_CONCURRENCY": "1", "ACCESS_TOKEN_EXPIRE_MINUTES": "600"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, **secretsfile.generate(), **own, "DJANGO_SETTINGS_MODULE": "config.settings"}


@contextlib.contextmanager
def _started(settings: dict[str, str]) -> Iterator[tuple[Server, Client]]:
    with serving(settings, path="/readyz") as server, Client(server.port) as client:
        client.register()
        yield server, client
