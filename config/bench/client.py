"""One kept connection, and how long each answer took."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any, Self

from config.bench.server import ServerError

_KEPT_SECONDS = 2  # gunicorn closes a connection that is idle for 5


@dataclass(frozen=True)
class Reply:
    """`seconds` from first byte sent to last received, `waited` from the last sent to the first back."""

    status: int
    body: bytes
    seconds: float
    waited: float
    first_byte: float

    def json(self) -> Any:
        return json.loads(self.body)  # noqa: TID251 - our own server's answer


class Client:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self._headers: dict[str, str] = {}
        self._used = 0.0

    def register(self) -> None:
        person = {"email": "bench@example.com", "password": "a-long-bench-password"}
        token = self.send("POST", "/api/auth/register", json.dumps(person).encode(), status=201)
        self._headers = {"Authorization": f"Bearer {token.json()['access_token']}"}

    def like(self, port: int) -> Client:
        """Another connection of the same person."""
        other = Client(port)
        other._headers = self._headers
        return other

    def send(self, method: str, path: str, body: bytes | None = None, *, status: int = 200) -> Reply:
        headers = {**self._headers, **({"Content-Type": "application/json"} if body else {})}
        if time.perf_counter() - self._used > _KEPT_SECONDS:
            self._connection.close()  # the next request opens it again
        started = time.perf_counter()
        self._connection.request(method, path, body=body, headers=headers)
        sent = time.perf_counter()
        response = self._connection.getresponse()
        first = response.read(1)
        arrived = time.perf_counter()
        content = first + response.read()
        self._used = ended = time.perf_counter()
        if response.status != status:
            raise ServerError(f"{method} {path.partition('?')[0]}: {response.status} {content[:500]!r}")
        return Reply(response.status, content, ended - started, arrived - sent, arrived - started)

    def get(self, path: str) -> Reply:
        return self.send("GET", path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
