"""What a service may raise to its runner."""

from __future__ import annotations

from datetime import timedelta


class LeaseLost(Exception):  # noqa: N818 - the other side of a lease, no error of anybody
    """Another worker has the job now: roll back, write nothing more."""


class Retry(Exception):  # noqa: N818 - a wish, no error
    """Not now: run again after `delay`. A pause that was asked for (a rate limit), not a failed attempt."""

    def __init__(self, delay: timedelta, reason: str = "") -> None:
        super().__init__(reason)
        self.delay = delay
