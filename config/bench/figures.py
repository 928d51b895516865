"""The tasks about figures: read as they are kept, on odd dates, counted from nothing and for one month."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from config.bench.client import Client
from config.bench.databases import ROOT
from config.bench.floors import Floors
from config.bench.measures import Measure
from config.bench.server import ServerError
from config.bench.tasks import asking, side_by_side

_READS, _FEW_READS, _MANY_ROWS = 50, 10, 200_000
_MONTHS: Final = "/api/calculations/monthly-aggregation"
_CATEGORIES: Final = "/api/calculations/category-breakdown?transaction_type=Expense"
_YEAR: Final = ("2019-01-01", "2019-12-31")
_ODD_YEAR: Final = ("2019-01-17", "2020-01-16")
_ODD_DECADE: Final = ("2015-01-17", "2024-10-19")
_DECADE: Final = ("0001-01-01", "9999-12-31")
LIMIT: Final = 0.015


def reads(client: Client, floors: Floors, count: int) -> Iterator[Measure]:
    """T4, T5."""
    times = _READS if count < _MANY_ROWS else _FEW_READS
    cases = (
        ("T4 monthly series", _MONTHS, _DECADE, floors.months),
        ("T4 monthly series, odd dates", _between(_MONTHS, _ODD_DECADE), _ODD_DECADE, floors.months),
        ("T5 categories of a year", _between(_CATEGORIES, _YEAR), _YEAR, floors.categories),
        ("T5 categories, odd dates", _between(_CATEGORIES, _ODD_YEAR), _ODD_YEAR, floors.categories),
    )
    client.get(_MONTHS)  # counts what the uploads before have marked
    for task, path, dates, bare in cases:
        _ensure_same(task, client.get(path).json(), bare(*dates)[1])
        seconds, floor = side_by_side(asking(client, path), lambda: bare(*dates)[0], times)  # noqa: B023 - called here
        yield Measure(task, seconds, floor=floor, most=3)
        yield Measure(f"{task}, p50", seconds, limit=LIMIT)


def _between(path: str, dates: tuple[str, str]) -> str:
    start, end = dates
    return f"{path}{'&' if '?' in path else '?'}start_date={start}&end_date={end}"


def _ensure_same(task: str, body: Any, expected: int) -> None:
    """Expenses, in units of the database."""
    shown = sum(month["expenses"] for month in body["months"]) if "months" in body else body["total"]
    if round(shown * 10_000) != expected:
        raise ServerError(f"{task} shows {shown}, its floor {expected / 10_000}")


def refreshes(client: Client, settings: Mapping[str, str], repeats: int) -> Iterator[Measure]:
    """T7."""

    def everything() -> float:
        return client.send("POST", "/api/analytics/v2/refresh").seconds

    whole, floor = side_by_side(everything, lambda: _bare_selects(settings), repeats)
    yield Measure("T7 refresh of everything", whole, floor=floor, most=3)
    months = itertools.cycle(range(1, 13))
    taken = [_after_write(client, next(months)) for _ in range(max(repeats, 10))]
    changed = statistics.median(after for after, _ in taken)
    fresh = statistics.median(again for _, again in taken)
    yield Measure("T7 one changed month (floor: everything)", changed - fresh, floor=whole, most=0.05)


def _after_write(client: Client, month: int) -> tuple[float, float]:
    """Seconds of the read that finds one month changed, and of the same read once more.

    The row goes again: the tasks after this one count.
    """
    row = {"date": f"2019-{month:02}-15", "amount": 1, "type": "Expense", "account": "Harbour Checking"}
    entered = client.send("POST", "/api/transactions", json.dumps(row).encode(), status=201).json()
    path = "/api/analytics/v2/monthly-summaries?limit=1"
    after, again = client.get(path).seconds, client.get(path).seconds
    client.send("DELETE", f"/api/transactions/{entered['id']}", status=204)
    return after, again


def _bare_selects(settings: Mapping[str, str]) -> float:
    """On the database that the settings name."""
    command = [sys.executable, "manage.py", "bench_selects"]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(settings), check=True, stdout=subprocess.PIPE, text=True
    )
    return float(done.stdout)
