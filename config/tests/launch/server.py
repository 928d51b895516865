"""The server as a person starts it: `run.py serve` in a process group of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.launch.stamp import DEVELOPMENT, Stamp

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PATIENCE = 60


def stamp() -> None:
    """The tests run in an environment that `run.py` could have made: say so, then it starts at once."""
    venv = Path(sys.prefix)
    if not Stamp.read(venv).covers(ROOT, DEVELOPMENT):
        Stamp.read(venv).with_installed(ROOT, DEVELOPMENT).write(venv)


def environment(**settings: str) -> dict[str, str]:
    """No setting but the defaults, whatever this run's own are."""
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("PATH", "HOME", "COVERAGE_"))
    }
    return {**kept, "MONETA_VENV": sys.prefix, "MONETA_ENV_FILE": "", **settings}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A started `run.py serve` or `demo`; its output goes to a file, which no amount of it can block."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.output
            with contextlib.suppress(OSError):
                if self.get("/healthz")[0] == 200:
                    return
            time.sleep(0.1)
        pytest.fail(f"the server did not answer in time:\n{self.output}")

    def end(self, sign: signal.Signals = signal.SIGTERM) -> str:
        """Its whole output; every process of its group is gone."""
        self.process.send_signal(sign)
        assert self.process.wait(timeout=PATIENCE) == 0, self.output
        with pytest.raises(ProcessLookupError):
            os.killpg(self.process.pid, 0)
        return self.output


@contextlib.contextmanager
def serve(data: Path, port: int, command: str = "serve", **settings: str) -> Iterator[Server]:
    stamp()
    log = data.with_name(f"{data.name}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, ROOT / "run.py", command, "--data", data, "--port", str(port)],
            env=environment(**settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Server(process, port, log)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def manage(data: Path, *arguments: str, **settings: str) -> None:
    stamp()
    command = [sys.executable, str(ROOT / "run.py"), "manage", *arguments]
    subprocess.run(
        command, env=environment(MONETA_DATA=str(data), **settings), check=True, capture_output=True
    )
