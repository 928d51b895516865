"""The tasks of the promise, each through HTTP, each beside its floor."""

from __future__ import annotations

import contextlib
import itertools
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import msgspec

from config.bench.client import Client, Reply
from config.bench.databases import ROOT, Database
from config.bench.floors import Floors
from config.bench.ledger import CHANGES, MERCHANTS, Row, change_rows, changes_in
from config.bench.measures import Measure
from config.bench.server import MB, Server, ServerError, serving

PART: Final = 100_000
_SEARCHES, _PAGES, _CROWD, _SAMPLE = 30, 50, 20, 2_000
_DEEP = 900
_encode = msgspec.json.Encoder(decimal_format="number").encode


def side_by_side(task: Callable[[], float], floor: Callable[[], float], times: int) -> tuple[float, float]:
    """The median of each. They take turns, so that what else the machine does weighs on both."""
    taken = [(task(), floor()) for _ in range(times)]
    return statistics.median(one for one, _ in taken), statistics.median(other for _, other in taken)


def bodies(rows: list[Row], name: str, *, force: bool = False) -> list[bytes]:
    """Of POST upload: one, or parts of 100,000 rows."""
    digest = sha256(name.encode()).hexdigest()
    chunks = [rows[start : start + PART] for start in range(0, len(rows), PART)]
    shared = {"file_name": "Bench.xlsx", "file_hash": digest, "force": force}
    texts = []
    for index, chunk in enumerate(chunks, 1):
        part = {"part": {"index": index, "count": len(chunks)}} if len(chunks) > 1 else {}
        texts.append(_encode({**shared, **part, "rows": chunk}))
    return texts


def upload(client: Client, texts: list[bytes], **expected: int) -> float:
    """Seconds of all parts; the counts must be what the rows say."""
    replies = [client.send("POST", "/api/upload", text) for text in texts]
    stats = [reply.json()["stats"] for reply in replies]
    found = {
        name: sum(part[name] for part in stats) for name in ("inserted", "updated", "deleted", "unchanged")
    }
    wanted = {**dict.fromkeys(found, 0), **expected}
    if found != wanted:
        raise ServerError(f"upload did {found}, not {wanted}")
    return sum(reply.seconds for reply in replies)


@dataclass(frozen=True)
class First:
    """T1 on one empty ledger: seconds of the upload and of its floor, and the server's peak memory."""

    seconds: float
    floor: float
    peak: int | None


def first_upload(
    client: Client, server: Server, database: Database, texts: list[bytes], count: int, *, bare: bool
) -> First:
    """`bare`: with the floor, which holds all rows in memory."""
    server.forget_peak()
    seconds = upload(client, texts, inserted=count)
    peak = server.peak()
    with contextlib.closing(Floors(database)) as floors:
        return First(seconds, floors.insert() if bare else 0, peak)


def imports(firsts: list[First], settings: Mapping[str, str], count: int) -> Iterator[Measure]:
    """T1."""
    seconds = statistics.median(first.seconds for first in firsts)
    floor = statistics.median(first.floor for first in firsts)
    peak = max(first.peak or 0 for first in firsts)
    yield Measure("T1 upload into an empty ledger", seconds, rows=count, floor=floor, most=4, peak=peak)
    yield Measure("T1 peak memory", peak / MB, "MB", limit=500)
    yield row_by_row(settings, count, seconds)


def uploads(
    client: Client, server: Server, floors: Floors, rows: list[Row], repeats: int
) -> Iterator[Measure]:
    """T2, T2', T3."""
    count, newest = len(rows), "SELECT MAX(updated_at) FROM finance_transaction"
    written = floors.scalar(newest)
    again = bodies(rows, "rows", force=True)
    server.forget_peak()
    seconds, floor = side_by_side(lambda: upload(client, again, unchanged=count), floors.repeat, repeats)
    if floors.scalar(newest) != written:
        raise ServerError("T2 rewrote rows that had not changed")
    yield Measure("T2 the same rows, force", seconds, rows=count, floor=floor, most=3, peak=server.peak())

    text = bodies(rows, "rows")[0]
    known = [client.send("POST", "/api/upload", text, status=409).waited for _ in range(5)]
    yield Measure("T2' the same file hash, 409", statistics.median(known), limit=0.05)

    changed, times = changes_in(count), itertools.count()

    def change() -> float:
        nonlocal rows
        time = next(times)
        rows = change_rows(rows, time)
        return upload(client, bodies(rows, f"rows {time}"), updated=changed, unchanged=count - changed)

    server.forget_peak()
    seconds, floor = side_by_side(change, lambda: floors.change(CHANGES), repeats)
    yield Measure("T3 1 % changed", seconds, rows=count, floor=floor, most=3, peak=server.peak())


def row_by_row(environment: Mapping[str, str], count: int, t1: float) -> Measure:
    """On the database that the environment names; it is as it was afterwards."""
    sample = min(_SAMPLE, count)
    command = [sys.executable, "manage.py", "bench_row_by_row", str(count), str(sample)]
    settings = dict(environment)
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True)
    estimated = float(done.stdout) / sample * count
    return Measure(f"T1 against row by row ({estimated:.0f} s)", estimated / t1, "×", limit=10, at_least=True)


def searches(client: Client, floors: Floors) -> Iterator[Measure]:
    """T6. A word that was not asked for before each time: totals are kept for a while."""
    cases = (
        ("T6 search and dates, with total", "2019-01-01", "2020-12-31"),
        ("T6 search, all dates", "", ""),
    )
    for number, (task, start, end) in enumerate(cases):
        words = [MERCHANTS[step * 7 + number * 3] for step in range(_SEARCHES)]
        found = [
            (client.get(_search(word, start, end)), _bare_search(floors, word, start, end)) for word in words
        ]
        if any(reply.json()["total"] != total for reply, (_, total) in found):
            raise ServerError("a search found other rows than its floor")
        seconds = statistics.median(reply.seconds for reply, _ in found)
        floor = statistics.median(bare for _, (bare, _) in found)
        yield Measure(task, seconds, floor=floor, most=2, slack=0.005)


def _search(word: str, start: str, end: str) -> str:
    dates = f"&start_date={start}&end_date={end}" if start else ""
    return f"/api/transactions/search?query={word.replace(' ', '+')}{dates}"


def _bare_search(floors: Floors, text: str, start: str, end: str) -> tuple[float, int]:
    words = text.lower().split()
    condition = "user_id = 1 AND deletion = ''" + " AND search_text LIKE %s" * len(words)
    parameters = [f"%{word}%" for word in words]
    if start:
        condition, parameters = f"{condition} AND date BETWEEN %s AND %s", [*parameters, start, end]
    return floors.page(condition, parameters)


def pages(
    client: Client, environment: Mapping[str, str], server: Server, count: int, repeats: int
) -> Iterator[Measure]:
    """T8."""
    path = "/api/transactions"
    bare_settings = {**environment, "DJANGO_SETTINGS_MODULE": "config.bench.bare_settings"}
    with serving(bare_settings, path="/") as bare, Client(bare.port) as plain:
        shown = min(100, count)
        for reply in (client.get(path), plain.get("/")):
            body = reply.json()
            if len(body if isinstance(body, list) else body["data"]) != shown:
                raise ServerError("a page is not full")
        seconds, floor = side_by_side(asking(client, path), asking(plain, "/"), _PAGES)
        yield Measure("T8 list page, c=1", seconds, floor=floor, most=2.5)
        seconds, floor = side_by_side(
            lambda: _crowded(client, server.port, path), lambda: _crowded(plain, bare.port, "/"), repeats
        )
        yield Measure("T8 list page, c=10", seconds, floor=floor, most=2.5)
    number, cursor = _walk(client, path, min(_DEEP, count // 100 * 9 // 10))
    deep, first = side_by_side(asking(client, f"{path}?cursor={cursor}"), asking(client, path), _PAGES)
    yield Measure(f"T8 page {number} by cursor (floor: page 1)", deep, floor=first, most=1.2)


def asking(client: Client, path: str) -> Callable[[], float]:
    return lambda: client.get(path).seconds


def _crowded(client: Client, port: int, path: str) -> float:
    """The median of ten clients that ask at the same time."""

    def ask(_: int) -> list[float]:
        with client.like(port) as one:
            return [one.get(path).seconds for _ in range(_CROWD)]

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(ask, range(10)))
    return statistics.median(seconds for times in found for seconds in times)


def _walk(client: Client, path: str, pages: int) -> tuple[int, str]:
    """The cursor of the page with that number, reached page by page."""
    cursor = client.get(path).json()["next_cursor"]
    for _ in range(pages - 2):
        cursor = client.get(f"{path}?cursor={cursor}").json()["next_cursor"]
    return max(pages, 2), cursor


def exports(client: Client, server: Server, floors: Floors, count: int, repeats: int) -> Iterator[Measure]:
    """T9."""
    cases = (
        ("T9 export CSV", "/api/transactions/export", floors.export_csv),
        ("T9 transactions/all", "/api/transactions/all", floors.export_json),
    )
    for task, path, bare in cases:
        _ensure_whole(client.get(path), count, path)
        resting = server.memory()
        server.forget_peak()
        taken = [(client.get(path), bare()) for _ in range(repeats)]
        peak = server.peak()
        seconds = statistics.median(reply.seconds for reply, _ in taken)
        floor = statistics.median(other for _, other in taken)
        yield Measure(task, seconds, rows=count, floor=floor, most=2.5, peak=peak)
        first = statistics.median(reply.first_byte for reply, _ in taken)
        yield Measure(f"{task}, first byte", first, limit=0.3)
        yield Measure(f"{task}, memory on top", ((peak or 0) - (resting or 0)) / MB, "MB", limit=50)


def _ensure_whole(reply: Reply, count: int, path: str) -> None:
    found = reply.body.count(b"\r\n") - 1 if path.endswith("export") else len(reply.json())
    if found != count:
        raise ServerError(f"{path} has {found} rows, not {count}")
