"""The banks in a server of their own, in this process and over its database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest

_HERE = "127.0.0.1"


class _Banks(WSGIHandler):
    """The house's middleware before the banks' addresses alone."""

    def resolve_request(self, request: HttpRequest) -> Any:
        request.urlconf = "providers.mockbank.site"
        return super().resolve_request(request)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """`moneta.access` has it already."""


def bank_server(*, host: str = _HERE, port: int = 0) -> ThreadedWSGIServer:
    """Bound, not serving yet; port 0 takes a free one. OSError when the port is taken."""
    server = ThreadedWSGIServer((host, port), _Quiet)
    server.daemon_threads = True
    server.set_app(_Banks())
    return server


@contextmanager
def banks_running() -> Iterator[str]:
    """Their address, for as long as the block runs."""
    server = bank_server()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{_HERE}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
