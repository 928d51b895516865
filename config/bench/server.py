"""A gunicorn as in production, on a free port, and how much memory its one worker took."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.bench.databases import ROOT

_PATIENCE = 60
MB = 1024 * 1024


class ServerError(Exception):
    """The server did not start or did not answer as it must."""


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def forget_peak(self) -> None:
        """Measure the peak from now on. Linux only, as is all of the memory here."""
        with contextlib.suppress(OSError):
            (self._worker() / "clear_refs").write_text("5", encoding="ascii")

    def peak(self) -> int | None:
        """The most memory the worker had at once since `forget_peak`, in bytes; None where nobody knows."""
        return self._memory("VmHWM")

    def memory(self) -> int | None:
        return self._memory("VmRSS")

    def _memory(self, field: str) -> int | None:
        with contextlib.suppress(OSError, IndexError):
            for line in (self._worker() / "status").read_text(encoding="ascii").splitlines():
                if line.startswith(f"{field}:"):
                    return int(line.split()[1]) * 1024
        return None

    def _worker(self) -> Path:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return Path(f"/proc/{children[0]}")


@contextlib.contextmanager
def serving(environment: Mapping[str, str], *, path: str) -> Iterator[Server]:
    """A server with this environment that answers 200 at the path; it is gone afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "config.wsgi"],
            cwd=ROOT,
            env=dict(environment),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(process, port, path, log)
            yield Server(process, port)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, path: str, log: IO[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with contextlib.closing(connection):
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    return
        time.sleep(0.1)
    log.seek(0)
    raise ServerError(f"gunicorn did not answer:\n{log.read().decode(errors='replace')[-2000:]}")
