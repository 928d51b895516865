"""Tells the streams of a person that there is something new. A hint: who misses it looks again soon anyway.

Within a process the waiting threads are woken at once; with Redis, those of all processes, by the channel
`user:<id>:notifications`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings

log = logging.getLogger("moneta.notifications")

CHANNEL = "user:{}:notifications"
LOOK_SECONDS = 1.0  # streams look that often by themselves: a hint may be lost

_changing = threading.Lock()
_waiting: dict[int, set[threading.Event]] = defaultdict(set)


class Listener:
    """The thread of this process that hears Redis, while there is a stream to wake."""

    thread: threading.Thread | None = None


@contextmanager
def waiting(user_id: int) -> Iterator[threading.Event]:
    """An event that is set whenever there may be something new for that person."""
    woken = threading.Event()
    with _changing:
        _waiting[user_id].add(woken)
        if settings.REDIS_URL and (Listener.thread is None or not Listener.thread.is_alive()):
            Listener.thread = threading.Thread(target=listen, name="notifications", daemon=True)
            Listener.thread.start()
    try:
        yield woken
    finally:
        with _changing:
            _waiting[user_id].discard(woken)
            if not _waiting[user_id]:
                del _waiting[user_id]


def wake(user_id: int) -> None:
    """Call it after the commit; it never fails."""
    ring(user_id)
    if settings.REDIS_URL:
        try:
            _client(settings.REDIS_URL).publish(CHANNEL.format(user_id), "")
        except redis.RedisError as error:
            log.warning("Redis heard nothing of a notification: %s", type(error).__name__)


def ring(user_id: int) -> None:
    with _changing:
        for woken in _waiting.get(user_id, ()):
            woken.set()


@lru_cache(maxsize=2)
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def listen() -> None:
    """Until nobody waits any more; a connection that breaks is made again."""
    while _waiting:
        try:
            hear()
        except redis.RedisError as error:
            log.warning("Redis is not heard: %s", type(error).__name__)
            time.sleep(LOOK_SECONDS)


def hear() -> None:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, health_check_interval=15)
    options = {"ignore_subscribe_messages": True}
    with client, client.pubsub(**options) as subscription:  # type: ignore[no-untyped-call]  # the library's
        subscription.psubscribe(CHANNEL.format("*"))
        while _waiting:
            message: Any = subscription.get_message(timeout=LOOK_SECONDS)
            if message is not None:
                ring(int(message["channel"].split(b":")[1]))
