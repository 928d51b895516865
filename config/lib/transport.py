"""The connections under `config.lib.http`: bounded in time as a whole, and made to given addresses only.

Both limits are context variables, because requests and urllib3 build their connections by themselves.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from http.client import HTTPResponse
from socket import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

# A socket's timeout starts again with every byte that comes; a server that drips could hold us for ever,
# in the headers too. So each read waits no longer than what is left of the whole.
_deadline: ContextVar[float] = ContextVar("deadline")
# The only addresses that a connection of this request may be made to; empty = those of its name.
_addresses: ContextVar[tuple[str, ...]] = ContextVar("addresses", default=())


@contextmanager
def limits(seconds: float, addresses: tuple[str, ...]) -> Iterator[None]:
    """For the one request that is made inside."""
    time_token, place_token = _deadline.set(time.monotonic() + seconds), _addresses.set(addresses)
    try:
        yield
    finally:
        _deadline.reset(time_token)
        _addresses.reset(place_token)


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
    """Host header, SNI and certificate stay those of the name."""

    response_class = _TimedResponse

    def _new_conn(self) -> socket:
        addresses = _addresses.get()
        if not addresses:
            return super()._new_conn()
        name = self._dns_host
        try:
            return self._first_of(addresses)
        finally:
            self._dns_host = name

    def _first_of(self, addresses: tuple[str, ...]) -> socket:
        for address in addresses[:-1]:
            self._dns_host = address
            with suppress(HTTPError):
                return super()._new_conn()
        self._dns_host = addresses[-1]
        return super()._new_conn()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
