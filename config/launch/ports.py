"""A free port to serve on."""

from __future__ import annotations

import socket

from config.launch.console import LaunchError

FIRST = 8000
_TRIES = 50


def choose(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one from 8000 on."""
    if wanted is not None:
        if not is_free(host, wanted):
            raise LaunchError(f"Port {wanted} of {host} is taken or not allowed. Choose another with --port.")
        return wanted
    for port in range(FIRST, FIRST + _TRIES):
        if is_free(host, port):
            return port
    raise LaunchError(
        f"Ports {FIRST} to {FIRST + _TRIES - 1} of {host} are all taken. Choose one with --port."
    )


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server will: a port whose last connection is still winding down counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
        return True
