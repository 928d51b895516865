from __future__ import annotations

import contextlib
import json
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from config.launch import demo
from config.launch.console import LaunchError
from config.tests.launch.server import ROOT, Server, environment, free_port, serve, stamp

LOGIN = re.compile(r"^Login +(\S+) +password (\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "ledger"


def once(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    stamp()
    command = [sys.executable, str(ROOT / "run.py"), "demo", "--once", "--data", str(data), *options]
    # A person's own production settings are not the demo's.
    own = environment(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", MONETA_ENV="production")
    return subprocess.run(command, env=own, capture_output=True, text=True, check=False)


def ledger(data: Path) -> dict[str, int]:
    """Rows per table of the ledger. That a file came again is itself on record: import batches may grow."""
    with contextlib.closing(sqlite3.connect(data / "moneta.sqlite3")) as database:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'finance_%'"
        names += " AND name <> 'finance_importbatch'"
        tables = [name for (name,) in database.execute(names)]
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def sign_in(server: Server, email: str, password: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/auth/login",
        data=json.dumps({"email": email, "password": password}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        pair: dict[str, Any] = json.load(answer)
    return pair


def test_once_reports_and_a_second_time_changes_nothing(data: Path) -> None:
    first = once(data)
    assert first.returncode == 0, first.stderr
    assert "Made the user" in first.stdout
    kept, rows = (data / "secrets.json").read_bytes(), ledger(data)
    assert rows["finance_transaction"] > 1000
    assert stat.S_IMODE((data / "moneta.sqlite3").stat().st_mode) == 0o600

    second = once(data)

    assert second.returncode == 0, second.stderr
    assert "Found the user" in second.stdout
    assert (data / "secrets.json").read_bytes() == kept
    assert ledger(data) == rows


def test_it_serves_and_each_printed_address_opens(data: Path) -> None:
    with serve(data, free_port(), "demo") as server:
        server.wait_until_up()
        addresses = re.findall(r"http://127\.0\.0\.1:\d+(/\S*)", server.output)
        assert addresses == ["/", "/docs", "/admin/"]
        for path in (*addresses, "/redoc", "/openapi.json"):
            assert server.get(path)[0] in {200, 302}, path
        match = LOGIN.search(server.output)
        assert match, server.output
        assert sign_in(server, *match.groups())["token_type"] == "bearer"
        server.end(signal.SIGINT)


def test_reset_begins_again(data: Path) -> None:
    secrets = (data / "secrets.json").read_bytes()
    again = once(data, "--reset")
    assert again.returncode == 0, again.stderr
    assert "Made the user" in again.stdout
    assert (data / "secrets.json").read_bytes() != secrets


def test_reset_removes_nothing_but_a_demo(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(LaunchError, match="holds no demo; nothing was removed"):
        demo.empty(tmp_path)
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "mine"


def test_reset_of_nothing_is_fine(tmp_path: Path) -> None:
    demo.empty(tmp_path / "none")
