from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from config.drf import eventstream
from config.drf.eventstream import COMMENT, Events, end_streams, event, pause, stream_response
from config.lib.errors import Unavailable


@pytest.fixture(autouse=True)
def _as_before(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STREAM_LIMIT = 2
    monkeypatch.setattr(eventstream, "_ending", threading.Event())


def few() -> Events:
    yield event("told", {"a": "line\nbreak"}, id=7)
    yield event("told", [1])
    yield COMMENT


def test_what_a_client_reads() -> None:
    response = stream_response(few)
    assert b"".join(response) == (
        b'id: 7\nevent: told\ndata: {"a":"line\\nbreak"}\n\nevent: told\ndata: [1]\n\n:\n\n'
    )
    assert response["Content-Type"] == "text/event-stream"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Accel-Buffering"] == "no"
    assert not response.has_header("ETag")
    response.close()


def test_places_are_few_and_come_back_once() -> None:
    first, second = stream_response(few), stream_response(few)
    with pytest.raises(Unavailable) as refused:
        stream_response(few)
    assert refused.value.retry_after == 5
    first.close()  # nobody has read from it
    first.close()
    third = stream_response(few)
    next(iter(third))
    with pytest.raises(Unavailable):
        stream_response(few)
    for response in (second, third):
        response.close()
    for response in (stream_response(few), stream_response(few)):
        response.close()


def test_a_stream_that_fails_to_begin_keeps_no_place() -> None:
    def fail() -> Events:
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            stream_response(fail)


def test_the_generator_is_closed_with_its_response() -> None:
    closed = []

    def tell() -> Events:
        try:
            yield COMMENT
            yield COMMENT
        finally:
            closed.append(True)

    response = stream_response(tell)
    next(iter(response))
    response.close()
    assert closed == [True]


def test_any_iterator_will_do() -> None:
    response = stream_response(lambda: iter([COMMENT]))
    assert list(response) == [COMMENT]
    response.close()


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_held_while_the_client_reads_or_the_stream_waits() -> None:
    open_while_waiting: list[bool] = []

    def tell() -> Iterator[bytes]:
        connection.ensure_connection()
        yield COMMENT
        connection.ensure_connection()
        pause(Watching(), 0)
        yield COMMENT

    class Watching(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            del timeout
            open_while_waiting.append(connection.connection is not None)
            return False

    response = stream_response(tell)
    pieces = iter(response)
    next(pieces)
    assert connection.connection is None
    next(pieces)
    assert open_while_waiting == [False]
    response.close()


@pytest.mark.django_db
def test_a_connection_in_a_transaction_is_left_alone() -> None:
    connection.ensure_connection()
    response = stream_response(few)
    assert len(list(response)) == 3
    assert connection.connection is not None
    response.close()


def test_an_event_ends_the_pause_and_is_used_up() -> None:
    woken = threading.Event()
    woken.set()
    started = time.monotonic()
    assert not pause(woken, 30)
    assert time.monotonic() - started < 5
    assert not woken.is_set()


def test_at_the_end_of_the_process_no_stream_goes_on_or_begins() -> None:
    end_streams()
    assert pause(threading.Event(), 0)
    with pytest.raises(Unavailable):
        stream_response(few)
