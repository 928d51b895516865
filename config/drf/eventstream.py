"""Server-sent events, for views whose answer goes on for minutes.

    def get(self, request):
        return stream_response(lambda: tell(self.user.pk))          # a generator of `event(…)` and `COMMENT`

    def tell(user_id):
        while not pause(woken, 1.0):                                # True at the end of the process
            yield event(notice.pk, "notification", {...})

Each stream holds a thread of its process: STREAM_LIMIT of them, then 503. No stream holds a connection to the
database while it waits or while its client reads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import StreamingHttpResponse

from config.drf.renderers import encode
from config.lib.errors import Unavailable

MEDIA = "text/event-stream"
COMMENT = b":\n\n"  # what a client does not see, and what finds out whether there is still one
RETRY_AFTER = 5
Events = Iterator[bytes]

_ending = threading.Event()
_counting = threading.Lock()
_open = 0


def end_streams() -> None:
    """The process is to end: every stream of it does so at its next look, within a second."""
    _ending.set()


def pause(woken: threading.Event, seconds: float) -> bool:
    """Waits for the event or the time, and clears the event. True when the stream has to end now."""
    release_connections()
    woken.wait(seconds)
    woken.clear()
    return _ending.is_set()


def event(name: str, data: Any, *, id: int | None = None) -> bytes:
    head = f"event: {name}\n" if id is None else f"id: {id}\nevent: {name}\n"
    return head.encode() + b"data: " + encode(data) + b"\n\n"


def stream_response(events: Callable[[], Events]) -> StreamingHttpResponse:
    """503 with Retry-After when the process has no stream left to give."""
    return StreamingHttpResponse(
        _Stream(events),
        content_type=MEDIA,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def release_connections() -> None:
    """Back to the pool; one that is in the middle of a transaction is its owner's."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


class _Stream:
    """Has its place until it is closed, once, whether or not anybody has read from it."""

    def __init__(self, events: Callable[[], Events]) -> None:
        _take_place()
        self._has_place = True
        self._events: Events = iter(())
        try:
            self._events = events()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Events:
        return self

    def __next__(self) -> bytes:
        piece = next(self._events)
        release_connections()
        return piece

    def close(self) -> None:
        if self._has_place:
            self._has_place = False
            _give_place()
        if close := getattr(self._events, "close", None):
            close()
        release_connections()


def _take_place() -> None:
    global _open  # noqa: PLW0603 - the places are the process's
    with _counting:
        if _open >= settings.STREAM_LIMIT or _ending.is_set():
            raise Unavailable("Too many streams", retry_after=RETRY_AFTER)
        _open += 1


def _give_place() -> None:
    global _open  # noqa: PLW0603 - the same
    with _counting:
        _open -= 1
