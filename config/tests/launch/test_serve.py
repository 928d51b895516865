from __future__ import annotations

import json
import signal
import socket
import stat
import time
from pathlib import Path

from config.tests.launch.server import PATIENCE, free_port, serve


def test_first_start_second_start_and_both_ways_to_end(tmp_path: Path) -> None:
    data, port = tmp_path / "ledger", free_port()

    with serve(data, port) as server:
        server.wait_until_up()
        assert server.get("/readyz")[0] == 200
        first = server.end(signal.SIGTERM)

    assert f"First start: secrets and database are in {data}.\n" in first
    assert f"Make the first user with:  MONETA_DATA={data} python3 run.py manage createsuperuser\n" in first
    assert f"http://127.0.0.1:{port}/docs" in first
    secrets = (data / "secrets.json").read_bytes()
    assert {
        name: stat.S_IMODE((data / name).stat().st_mode) for name in ("secrets.json", "moneta.sqlite3")
    } == {
        "secrets.json": 0o600,
        "moneta.sqlite3": 0o600,
    }

    with serve(data, port) as server:
        server.wait_until_up()
        second = server.end(signal.SIGINT)

    assert "First start" not in second
    assert (data / "secrets.json").read_bytes() == secrets
    assert "Traceback" not in first + second
    logged = [json.loads(line) for line in (first + second).splitlines() if line.startswith("{")]
    assert {"GET /healthz 200"} <= {line["message"] for line in logged}
    assert [line for line in logged if line["level"] != "INFO"] == []


def test_the_embedded_scheduler_runs_in_it(tmp_path: Path) -> None:
    with serve(tmp_path, free_port()) as server:
        server.wait_until_up()
        deadline = time.monotonic() + PATIENCE
        state: dict[str, object] = {}
        while state.get("status") != "ok" and time.monotonic() < deadline:
            state = json.loads(server.get("/readyz")[1])["checks"]["scheduler"]
            time.sleep(0.1)
        assert state["status"] == "ok"
        server.end()


def test_a_taken_port_is_said_and_nothing_stays(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with serve(tmp_path, port) as server:
            assert server.process.wait(timeout=PATIENCE) == 1
    assert f"Port {port} of 127.0.0.1 is taken" in server.output
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_migrated_is_said(tmp_path: Path) -> None:
    (tmp_path / "moneta.sqlite3").mkdir()
    with serve(tmp_path, free_port()) as server:
        assert server.process.wait(timeout=PATIENCE) == 1
    assert server.output.endswith("manage.py migrate ended with 1; see above.\n")
