"""Real threads, each with a connection of its own, and waiting with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

R = TypeVar("R")
PATIENCE = 60.0  # only a failure waits so long


def start(call: Callable[[], R]) -> Future[R]:
    """Runs in a new thread; `.result(PATIENCE)` gives its value or raises its error."""

    def run() -> R:
        try:
            return call()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    return future


def together(count: int, call: Callable[[], R]) -> list[R]:
    """The results of `count` threads at once."""
    futures = [start(call) for _ in range(count)]
    return [future.result(PATIENCE) for future in futures]


def eventually(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.01)
