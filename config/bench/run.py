"""One run of the bench: every task, one after the other, on one kind of database."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from config.bench import figures, tasks
from config.bench.client import Client
from config.bench.databases import Kind, fresh_databases, version
from config.bench.floors import Floors
from config.bench.ledger import Row, make_rows
from config.bench.measures import Measure
from config.bench.server import Server, serving
from config.launch import secretsfile


def measure(
    kind: Kind, count: int, *, repeats: int, only: Collection[str], say: Callable[[str], None]
) -> tuple[str, list[Measure]]:
    """(the database and its version, every figure in the order of the tasks); `say` hears how far it is.

    Imports and exports are medians of so many `repeats`; pages and searches, which are cheap, of more. `only`
    names the tasks that are wanted ("T4"), none = all.
    """
    uploads = repeats if wanted("T1", only) else 1
    rows = make_rows(count)
    texts = tasks.bodies(rows, "rows")
    with tempfile.TemporaryDirectory(prefix="moneta-bench-") as folder:
        environment = environment_of(folder)
        with contextlib.closing(fresh_databases(kind, Path(folder), environment)) as databases:
            firsts: list[tasks.First] = []
            for database in databases:
                settings = {**environment, "DATABASE_URL": database.url}
                with started(settings) as (server, client):
                    say(f"{kind}: empty ledger {len(firsts) + 1} of {uploads}")
                    bare = wanted("T1", only)
                    firsts.append(tasks.first_upload(client, server, database, texts, count, bare=bare))
                    if len(firsts) < uploads:
                        continue
                    say(f"{kind}: the other tasks")
                    with contextlib.closing(Floors(database)) as floors:
                        groups = _groups(client, server, settings, floors, firsts, rows, repeats)
                        asked = [task for names, task in groups.items() if wanted(names, only)]
                        found = [one for task in asked for one in task()]
                    return version(database), found
    raise AssertionError("there is always another database")


def _groups(
    client: Client,
    server: Server,
    settings: dict[str, str],
    floors: Floors,
    firsts: list[tasks.First],
    rows: list[Row],
    repeats: int,
) -> dict[str, Callable[[], Iterator[Measure]]]:
    """By the names of their tasks, in the order in which they change the ledger."""
    count = len(rows)
    return {
        "T1": lambda: tasks.imports(firsts, settings, count),
        "T2 T3": lambda: tasks.uploads(client, server, floors, rows, repeats),
        "T4 T5": lambda: figures.reads(client, floors, count),
        "T6": lambda: tasks.searches(client, floors),
        "T7": lambda: figures.refreshes(client, settings, repeats),
        "T8": lambda: tasks.pages(client, settings, server, count, repeats),
        "T9": lambda: tasks.exports(client, server, floors, count, repeats),
    }


def wanted(names: str, only: Collection[str]) -> bool:
    """Whether one of a group's tasks ("T2 T3") is asked for."""
    return not only or not set(names.split()).isdisjoint(only)


def environment_of(folder: str) -> dict[str, str]:
    """No setting but the defaults, without limits of requests, in a data folder of its own."""
    own = {"MONETA_DATA": folder, "MONETA_ENV_FILE": "", "MONETA_ENV": "local", "REDIS_URL": ""}
    own |= {"RATE_LIMITS": "false", "WEB_CONCURRENCY": "1", "ACCESS_TOKEN_EXPIRE_MINUTES": "600"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, **secretsfile.generate(), **own, "DJANGO_SETTINGS_MODULE": "config.settings"}


@contextlib.contextmanager
def started(settings: dict[str, str]) -> Iterator[tuple[Server, Client]]:
    with serving(settings, path="/readyz") as server, Client(server.port) as client:
        client.register()
        yield server, client
