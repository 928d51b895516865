"""Other processes on the test's database, and a line by which a job in one tells where it is.

`kinds.hold` connects to the stage, says that it has begun and waits for `go`; so a test stops, kills or
resumes a process exactly in mid-job, with no guess about time.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from config.jobs.tests.threads import PATIENCE


@dataclass
class Line:
    """One run of a held job."""

    pid: int
    job_id: int
    fence: int
    stream: IO[str]

    def go(self) -> str:
        """Lets the job write its effect, and answers with what came of it: done or lost."""
        self.stream.write("go\n")
        self.stream.flush()
        return self.stream.readline().strip()


class Stage:
    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE)
        self.streams: list[IO[str]] = []

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def next_line(self) -> Line:
        connected, _address = self.listener.accept()
        connected.settimeout(PATIENCE)
        stream = connected.makefile("rw", encoding="utf-8")
        connected.close()  # the stream keeps it open
        self.streams.append(stream)
        pid, job_id, fence = stream.readline().split()
        return Line(int(pid), int(job_id), int(fence), stream)

    def close(self) -> None:
        for stream in self.streams:
            stream.close()
        self.listener.close()


def database_url() -> str:
    """The test's own database, for another process."""
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(database['NAME']))}"
    user, host, port = quote(database["USER"]), database["HOST"], database["PORT"]
    return f"postgresql://{user}:{quote(database['PASSWORD'])}@{host}:{port}/{quote(database['NAME'])}"


@contextmanager
def process(arguments: Sequence[str], log: Path, **environment: object) -> Iterator[subprocess.Popen[bytes]]:
    """`python …` with the settings of the test, in a group of its own that does not outlive the block."""
    variables = {
        "DATABASE_URL": database_url(),
        "REDIS_URL": "",
        "JOB_LEASE_SECONDS": 1,
        "JOB_TICK_SECONDS": 1,
        **environment,
    }
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=os.environ | {name: str(value) for name, value in variables.items()},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield child
    except BaseException:
        sys.stderr.write(log.read_text(encoding="utf-8"))  # pytest shows it with the failure
        raise
    finally:
        kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    """kill -9 of the whole group: no handler runs, nothing is said goodbye to."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(PATIENCE)
