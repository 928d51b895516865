"""A JSON server on the loopback address that answers as it is told, and misbehaves on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from config.lib import strictjson

PIECE = 65_536


@dataclass(frozen=True)
class Fault:
    """What one request gets instead of its answer.

    `hang` says nothing at all, `drip` a byte now and then, `huge` megabytes without an end, `cut` half.
    """

    status: int = 500
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    way: Literal["", "hang", "drip", "huge", "cut"] = ""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: Any


class Loopback:
    """`answer` of a subclass decides; `faults` of a path come first, each once, the last of `always` ever."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.stop = threading.Event()
        self._faults: dict[str, list[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, request: Request) -> tuple[int, Any]:
        raise NotImplementedError

    def fail(self, path: str, fault: Fault, *, times: int = 1) -> None:
        """`times` 0 = until `heal`."""
        with self._lock:
            if times:
                self._faults.setdefault(path, []).extend([fault] * times)
            else:
                self._always[path] = fault

    def heal(self) -> None:
        with self._lock:
            self._faults.clear()
            self._always.clear()

    def count(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    @contextmanager
    def running(self) -> Iterator[Loopback]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self._server.shutdown()
            thread.join(10)
            self._server.server_close()

    def respond(self, request: Request) -> Fault:
        with self._lock:
            self.requests.append(request)
            if waiting := self._faults.get(request.path):
                return waiting.pop(0)
            if request.path in self._always:
                return self._always[request.path]
            status, body = self.answer(request)
            return Fault(status, body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: Loopback


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        with suppress(OSError):  # the client went away, as it should
            self._send(self.server.owner.respond(self._request()))
        self.close_connection = True

    do_POST = do_GET  # noqa: N815 - names of the standard library

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_form = "form" in self.headers.get("Content-Type", "")
        body: Any = dict(parse_qsl(sent.decode())) if is_form else strictjson.loads(sent) if sent else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)

    def _send(self, fault: Fault) -> None:
        if fault.way == "hang":
            self.server.owner.stop.wait(30)
            return
        self.send_response(fault.status)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        if fault.way:
            self._misbehave(fault.way)
        else:
            body = fault.body if isinstance(fault.body, bytes) else dumps(fault.body)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

    def _misbehave(self, way: str) -> None:
        self.send_header("Content-Length", str(500_000_000))
        self.end_headers()
        self.wfile.write(b'{"a": "')
        while way != "cut" and not self.server.owner.stop.wait(0.02 if way == "drip" else 0):
            self.wfile.write(b"x" if way == "drip" else b"x" * PIECE)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def dumps(body: Any) -> bytes:
    """Decimals become JSON numbers."""
    return json.dumps(body, default=_number).encode()


def _number(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value))
