"""The bench of syncs with a few rows: its table is complete. Speed is not judged here."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from config.bench import syncs

pytestmark = pytest.mark.slow


def test_the_table_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncs, "NEW", 10)
    kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
    output, figures = StringIO(), tmp_path / "figures.json"

    call_command("bench", "sync", db=kind, repeats=1, json=figures, stdout=output, stderr=StringIO())

    ((_, found),) = json.loads(figures.read_text(encoding="utf-8"))["databases"].items()
    assert [one["task"] for one in found] == [
        f"sync of {what}, {bank}"
        for bank in ("banka", "bankb", "bankc", "plaid")
        for what in ("10 new rows", "nothing new")
    ]
    assert all(0 <= one["value"] < 60 for one in found)
    assert "Floors" not in output.getvalue()
