"""`run.py bench sync`: what a sync takes, from the request to the rows in the ledger, bank by bank."""

from __future__ import annotations

import contextlib
import json
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from config.bench.banks import PLAID, PRACTICE, Banks, banks_running
from config.bench.client import Client
from config.bench.databases import Kind, fresh_databases, version
from config.bench.measures import Measure
from config.bench.run import environment_of, started
from config.bench.server import ServerError

NEW: Final = 1_000
_NOTHING: Final = 10


def measure_syncs(kind: Kind, *, repeats: int, say: Callable[[str], None]) -> tuple[str, list[Measure]]:
    """As `run.measure`; medians of so many `repeats`, each with NEW further rows."""
    banks = Banks()
    with tempfile.TemporaryDirectory(prefix="moneta-bench-") as folder, banks_running(banks) as address:
        environment = {
            **environment_of(folder),
            "MOCK_BANKS": "true",
            "MOCK_BANK_URL": address,
            "PLAID_CLIENT_ID": "bench",
            "PLAID_SECRET": "bench",
            "PLAID_BASE_URL": f"{address}/plaid",
        }
        with contextlib.closing(fresh_databases(kind, Path(folder), environment)) as databases:
            database = next(databases)
            with started({**environment, "DATABASE_URL": database.url}) as (_, client):
                found: list[Measure] = []
                for provider in (*PRACTICE, PLAID):
                    say(f"{kind}: {provider}")
                    found += _measure(client, banks, provider, repeats)
                return version(database), found


def _measure(client: Client, banks: Banks, provider: str, repeats: int) -> Iterator[Measure]:
    connection = _link(client, provider)
    _sync(client, connection, new=0)
    taken = []
    for _ in range(repeats):
        banks.sizes[provider] += NEW
        taken.append(_sync(client, connection, new=NEW)[0])
    seconds = statistics.median(taken)
    yield Measure(f"sync of {NEW:,} new rows, {provider}", seconds, rows=NEW, limit=3)
    runs = [_sync(client, connection, new=0)[1] for _ in range(_NOTHING)]
    yield Measure(f"sync of nothing new, {provider}", statistics.median(runs), limit=0.1)


def _link(client: Client, provider: str) -> int:
    if provider == PLAID:
        linked = _post(client, "plaid/item/public-token/exchange", {"public_token": "bench"})
    else:
        begun = _post(client, "auth/link-bank", {"provider_id": provider})
        linked = _post(client, "auth/callback", {"code": "bench", "state": begun["state"]})
    return int(linked["connection_id"])


def _sync(client: Client, connection: int, *, new: int) -> tuple[float, float]:
    """Seconds of the request that waits for the sync, and of the run itself."""
    body = json.dumps({"connection_id": connection, "wait": True}).encode()
    reply = client.send("POST", "/api/sync/trigger", body)
    [asked] = reply.json()["runs"]
    listed = client.get(f"/api/sync/status?connection_id={connection}").json()["runs"]
    [run] = [run for run in listed if run["run_id"] == asked["run_id"]]
    if (run["status"], run["inserted"]) != ("ok", new):
        raise ServerError(f"a sync was {run['status']} with {run['inserted']} new rows, not {new}")
    return reply.seconds, float(run["duration_seconds"])


def _post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.send("POST", f"/api/{path}", json.dumps(body).encode()).json()
