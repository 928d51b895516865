"""The one HTTP client: to named hosts only, without redirects, bounded in time and size.

Retrying is the caller's business. Proxies and .netrc of the environment are not used: a request goes where
its URL says, or nowhere. No message quotes a URL, a header or a body; they carry tokens.
"""

from __future__ import annotations

import io
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPResponse
from socket import socket
from typing import Any, TypedDict, Unpack
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError

from config.lib import strictjson

MAX_BYTES = 10_000_000
_CHUNK = 65_536


class Failed(Exception):  # noqa: N818 - the subclasses read as answers: TimedOut, TooBig
    """There is no usable answer."""


class NotAllowed(Failed):
    """The URL leads to a host that the caller did not name; nothing was sent."""


class Unreachable(Failed):
    """No connection, or it broke before the answer was complete."""


class TimedOut(Failed):
    pass


class TooBig(Failed):
    pass


class Content(TypedDict, total=False):
    """What is sent: `json` must be plain JSON values; `data` a form, text or bytes."""

    headers: Mapping[str, str]
    params: Mapping[str, str]
    json: Any
    data: Mapping[str, str] | str | bytes
    auth: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with any status, redirects too; header names in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Strictly read, numbers exact; JsonError."""
        return strictjson.loads(self.body)


def request(
    method: str,
    url: str,
    *,
    allowed_hosts: Collection[str],
    timeout: tuple[float, float] = (5.0, 30.0),
    max_bytes: int = MAX_BYTES,
    **content: Unpack[Content],
) -> Reply:
    """The complete answer of one of `allowed_hosts` (each `name` or `name:port`, compared exactly).

    `timeout` is (to connect, in all) in seconds; name resolution is not in it. `max_bytes` counts the body
    after decompression. Raises a subclass of Failed.
    """
    prepared = _prepare(method, url, content)
    host = _allowed(prepared, allowed_hosts)
    connect, total = timeout
    token = _deadline.set(time.monotonic() + total)
    try:
        with (
            closing(_Adapter()) as adapter,
            adapter.send(prepared, stream=True, timeout=(connect, total)) as answer,
        ):
            return Reply(answer.status_code, answer.headers, _body(answer, max_bytes))
    except (requests.Timeout, ReadTimeoutError):
        raise TimedOut(f"{host} did not answer in time") from None
    except (requests.RequestException, HTTPError):
        raise Unreachable(f"{host} cannot be reached") from None
    finally:
        _deadline.reset(token)


def _prepare(method: str, url: str, content: Content) -> requests.PreparedRequest:
    try:
        return requests.Request(
            method,
            url,
            headers={"User-Agent": "Moneta", **content.get("headers", {})},
            params=content.get("params"),
            json=content.get("json"),
            data=content.get("data"),
            auth=content.get("auth"),
        ).prepare()
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema):
        raise NotAllowed("Not a URL") from None


def _allowed(prepared: requests.PreparedRequest, allowed_hosts: Collection[str]) -> str:
    """The host of the URL as it will be called, not as it was written: two parsers may differ."""
    parts = urlsplit(prepared.url or "")
    name, port = parts.hostname or "", parts.port
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        raise NotAllowed("Not a plain web address")
    if name not in allowed_hosts and f"{name}:{port}" not in allowed_hosts:
        raise NotAllowed("The host is not one of those allowed")
    return name


def _body(answer: requests.Response, max_bytes: int) -> bytes:
    body = bytearray()
    for piece in answer.raw.stream(_CHUNK, decode_content=True):
        body += piece
        if len(body) > max_bytes:
            raise TooBig(f"The answer has more than {max_bytes} bytes")
    return bytes(body)


# A socket's timeout starts again with every byte that comes; a server that drips could hold us for ever,
# in the headers too. So each read waits no longer than what is left of the whole.
_deadline: ContextVar[float] = ContextVar("deadline")


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket, source: io.RawIOBase) -> None:
        self._sock, self._source, self._deadline = sock, source, _deadline.get()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._source.readinto(buffer)

    def close(self) -> None:
        self._source.close()
        super().close()


class _TimedResponse(HTTPResponse):
    def __init__(self, sock: socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedReader(sock, self.fp.detach()))


class _Connection(HTTPConnection):
    response_class = _TimedResponse


class _TlsConnection(HTTPSConnection):
    response_class = _TimedResponse


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
