"""The whole bench on a small ledger: its table is complete. Speed is not judged here."""

from __future__ import annotations

import contextlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

TASKS = (
    "T1 upload into an empty ledger",
    "T1 peak memory",
    "T1 against row by row",
    "T2 the same rows, force",
    "T2' the same file hash, 409",
    "T3 1 % changed",
    "T4 monthly series",
    "T4 monthly series, p50",
    "T4 monthly series, odd dates",
    "T4 monthly series, odd dates, p50",
    "T5 categories of a year",
    "T5 categories of a year, p50",
    "T5 categories, odd dates",
    "T5 categories, odd dates, p50",
    "T6 search and dates, with total",
    "T6 search, all dates",
    "T7 refresh of everything",
    "T7 one changed month",
    "T8 list page, c=1",
    "T8 list page, c=10",
    "T8 page 9 by cursor",
    "T9 export CSV",
    "T9 export CSV, first byte",
    "T9 export CSV, memory on top",
    "T9 transactions/all",
    "T9 transactions/all, first byte",
    "T9 transactions/all, memory on top",
)


def test_the_table_is_complete(tmp_path: Path) -> None:
    kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
    output, said, figures = StringIO(), StringIO(), tmp_path / "figures.json"
    with contextlib.suppress(CommandError):  # of promises that do not hold: so small a ledger is all overhead
        call_command("bench", rows=1_000, db=kind, repeats=1, json=figures, stdout=output, stderr=said)

    facts = json.loads(figures.read_text(encoding="utf-8"))
    assert facts["rows"] == 1_000
    ((database, found),) = facts["databases"].items()
    assert database.startswith("PostgreSQL " if kind == "postgres" else "SQLite ")
    assert [one["task"].startswith(task) for one, task in zip(found, TASKS, strict=True)] == [True] * len(
        TASKS
    )
    for one in found:
        assert one["value"] >= 0
        if one["most"] is not None:
            assert one["ratio"] > 0
        if one["unit"] == "s":
            assert 0 < one["value"] < 60
    head, *lines = output.getvalue().split("\n\n")[1].splitlines()[1:]
    assert head.split() == ["Task", "Measured", "Rows/s", "Peak", "MB", "Floor", "Ratio", "Bound", "Holds"]
    assert [line.startswith(task) for line, task in zip(lines, TASKS, strict=True)] == [True] * len(TASKS)
    assert said.getvalue().splitlines() == [f"{kind}: empty ledger 1 of 1", f"{kind}: the other tasks"]


@pytest.mark.parametrize("rows", [0, 999])
def test_too_few_rows_are_refused(rows: int) -> None:
    with pytest.raises(CommandError, match="at least 1000") as refused:
        call_command("bench", rows=rows)
    assert refused.value.returncode == 2


def test_only_some_tasks_are_measured(tmp_path: Path) -> None:
    kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
    figures = tmp_path / "figures.json"
    with contextlib.suppress(CommandError):
        call_command(
            "bench",
            rows=1_000,
            db=kind,
            repeats=1,
            only="T6",
            json=figures,
            stdout=StringIO(),
            stderr=StringIO(),
        )

    ((_, found),) = json.loads(figures.read_text(encoding="utf-8"))["databases"].items()
    assert [one["task"][:2] for one in found] == ["T6", "T6"]


def test_unknown_tasks_are_refused() -> None:
    with pytest.raises(CommandError, match="There is no task T0, T99") as refused:
        call_command("bench", only="T4,T99,T0")
    assert refused.value.returncode == 2


def test_without_a_server_postgres_is_refused_and_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    with pytest.raises(CommandError, match="No PostgreSQL answers") as refused:
        call_command("bench", rows=1_000, db="postgres")
    assert refused.value.returncode == 2
