"""The stream from a real gunicorn in another process: its delay, its places, its end and its death."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any, ClassVar

import pytest
import requests
from django.conf import settings

from accounts.models import User
from accounts.services.login import log_in
from accounts.tests.factories import PASSWORD
from config.jobs.tests.stage import kill, process
from config.jobs.tests.threads import PATIENCE, eventually
from preferences.services.notifications import notify

pytestmark = pytest.mark.django_db(transaction=True)
GUNICORN = ("-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi", "--bind")
DEADLINE = 2.0


class Server:
    def __init__(self, log: Path, redis_url: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as unused:
            self.address = f"127.0.0.1:{unused.getsockname()[1]}"
        self.log, self.redis_url = log, redis_url

    @contextlib.contextmanager
    def running(self) -> Iterator[Popen[bytes]]:
        with process((*GUNICORN, self.address), self.log, REDIS_URL=self.redis_url) as child:
            eventually(lambda: self.answers(child))
            yield child

    def answers(self, child: Popen[bytes]) -> bool:
        assert child.poll() is None, "the server ended"
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"http://{self.address}/healthz", timeout=5).ok
        return False


class Stream:
    opened: ClassVar[list[requests.Response]] = []

    def __init__(self, server: Server, token: str, **headers: str) -> None:
        self.response = requests.get(
            f"http://{server.address}/api/notifications/stream",
            headers={"Authorization": f"Bearer {token}", **headers},
            stream=True,
            timeout=PATIENCE,
        )
        self.opened.append(self.response)
        self.lines: Iterator[bytes] = self.response.iter_lines(chunk_size=1)

    def begun(self) -> Stream:
        assert self.response.status_code == 200
        assert next(self.lines) == b"retry: 2000"
        return self

    def next_id(self) -> int:
        return int(next(line for line in self.lines if line.startswith(b"id: "))[4:])


@pytest.fixture(autouse=True)
def _streams_are_closed() -> Iterator[None]:
    yield
    while Stream.opened:
        Stream.opened.pop().close()


@pytest.fixture(params=["without Redis", "with Redis"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Server:
    if request.param == "without Redis":
        return Server(tmp_path / "log", "")
    if not settings.REDIS_URL:
        pytest.skip("REDIS_URL names no Redis")
    return Server(tmp_path / "log", settings.REDIS_URL)


@pytest.fixture
def token(ana: User) -> str:
    return log_in(email=ana.email, password=PASSWORD)[1].access


def tell(user: User, key: str) -> int:
    told = notify(user=user, kind="anomaly", title="Odd", key=key)
    assert told is not None
    return told.pk


def test_a_commit_in_another_process_is_seen_within_two_seconds(
    server: Server, token: str, ana: User, record_property: Any
) -> None:
    delays = []
    with server.running():
        stream = Stream(server, token).begun()
        for number in range(5):
            told = tell(ana, str(number))
            committed = time.monotonic()
            assert stream.next_id() == told
            delays.append(time.monotonic() - committed)
    record_property("delays", [round(delay, 3) for delay in delays])
    print("seconds from commit to stream:", [round(delay, 3) for delay in delays])  # noqa: T201 - the figure
    assert max(delays) < DEADLINE


def test_sigterm_ends_streams_and_the_server(server: Server, token: str) -> None:
    with server.running() as child:
        stream = Stream(server, token).begun()
        started = time.monotonic()
        child.send_signal(signal.SIGTERM)
        with contextlib.suppress(requests.exceptions.ChunkedEncodingError):
            assert [line for line in stream.lines if line not in {b"", b":"}] == []
        assert time.monotonic() - started < 5
        child.wait(PATIENCE)
        assert time.monotonic() - started < 15  # far below the 30 s of grace


def test_a_killed_server_loses_nothing(server: Server, token: str, ana: User) -> None:
    with server.running() as child:
        stream = Stream(server, token).begun()
        first = tell(ana, "1")
        assert stream.next_id() == first
        kill(child)
    missed = [tell(ana, "2"), tell(ana, "3")]
    with server.running():
        again = Stream(server, token, **{"Last-Event-ID": str(first)}).begun()
        assert [again.next_id(), again.next_id()] == missed


@pytest.mark.slow
def test_forty_streams_leave_room_for_everything_else(server: Server, token: str, ana: User) -> None:
    with server.running():
        streams = [Stream(server, token).begun() for _ in range(settings.STREAM_LIMIT)]
        refused = Stream(server, token).response
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        for _ in range(3):
            assert requests.get(f"http://{server.address}/api/health", timeout=5).ok
        told = tell(ana, "all")
        assert {stream.next_id() for stream in streams} == {told}
        streams.pop().response.close()
        eventually(lambda: Stream(server, token).response.status_code == 200)
