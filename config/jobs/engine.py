"""The embedded engine: two daemon threads of the serving process, for an installation without Redis."""

from __future__ import annotations

import logging
import threading
import time

from django.conf import settings
from django.db import close_old_connections, connections

from config.jobs.services.runner import run_one, tick

log = logging.getLogger("moneta.jobs")

THREADS = 2


class Engine:
    """One thread may be at work for long, the other goes on."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.work = threading.Event()
        self.ticking = threading.Lock()
        self.ticked = float("-inf")
        self.threads = [
            threading.Thread(target=self.loop, name=f"jobs-{number}", daemon=True)
            for number in range(THREADS)
        ]

    def loop(self) -> None:
        while not self.stopping.is_set():
            if not self.step():
                self.work.wait(settings.JOB_POLL_SECONDS)
                if not self.stopping.is_set():  # else the other thread is to see it too
                    self.work.clear()
        connections.close_all()

    def step(self) -> bool:
        """True when there may be more to do at once. Whatever goes wrong, the thread goes on."""
        close_old_connections()
        try:
            self.tick_when_due()
            return run_one() is not None
        except Exception:
            log.exception("The job engine will go on after a pause")
            connections.close_all()
            return False
        finally:
            close_old_connections()

    def tick_when_due(self) -> None:
        with self.ticking:
            if time.monotonic() - self.ticked < settings.JOB_POLL_SECONDS:
                return
            self.ticked = time.monotonic()
        try:
            tick()
        except Exception:
            log.exception("The scheduler will look again")


class Running:
    """The engine of this process, if it was started."""

    engine: Engine | None = None


def start() -> None:
    """Call it after the fork, once per process; a second call changes nothing."""
    if Running.engine is None:
        Running.engine = Engine()
        for thread in Running.engine.threads:
            thread.start()


def stop(seconds: float = 5) -> None:
    """Waits that long for the jobs at hand; one that needs longer is taken over when its lease runs out."""
    engine, Running.engine = Running.engine, None
    if engine is None:
        return
    engine.stopping.set()
    engine.work.set()
    deadline = time.monotonic() + seconds
    for thread in engine.threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def wake(_job_id: int = 0) -> None:
    """After a commit: there is work. Without an engine in this process the one that polls will find it."""
    if Running.engine is not None:
        Running.engine.work.set()
