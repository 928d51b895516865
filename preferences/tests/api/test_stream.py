"""GET notifications/stream, event by event; `test_stream_served` has the same from a real server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import CookieSession, User
from accounts.services.activation import disable_user
from preferences.models import Notification
from preferences.selectors.notifications import OVERLAP
from preferences.services.notifications import notify

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/notifications/stream"
RETRY = b"retry: 2000\n\n"


@pytest.fixture(autouse=True)
def _beating(settings: Settings) -> None:
    settings.STREAM_HEARTBEAT_SECONDS = 0


def tell(user: User, key: str) -> Notification:
    told = notify(user=user, kind="anomaly", title=f"Odd {key}", data={"n": 1}, key=key)
    assert told is not None
    return told


class Reader:
    """The pieces of an open stream, one by one."""

    def __init__(self, client: Client | APIClient, **headers: str) -> None:
        self.response: Any = client.get(URL, headers=headers)
        assert self.response.status_code == 200, self.response.content
        pieces: Any = self.response
        self.pieces: Iterator[bytes] = iter(pieces.streaming_content)
        assert next(self.pieces) == RETRY

    def events(self) -> list[tuple[int, dict[str, Any]]]:
        """Of the next piece; none in a heartbeat."""
        found = []
        for block in next(self.pieces).decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if lines:
                assert lines["event"] == "notification"
                found.append((int(lines["id"]), json.loads(lines["data"])))
        return found

    def ids(self) -> list[int]:
        return [pk for pk, _data in self.events()]


@pytest.fixture
def reading() -> Iterator[list[Reader]]:
    readers: list[Reader] = []
    yield readers
    for reader in readers:
        reader.response.close()


@pytest.fixture
def read(reading: list[Reader]) -> Any:
    def start(client: Client | APIClient, **headers: str) -> Reader:
        reading.append(Reader(client, **headers))
        return reading[-1]

    return start


def test_what_comes_is_sent_as_in_the_list(ana: User, ana_api: APIClient, read: Any) -> None:
    before = tell(ana, "before")
    stream = read(ana_api)
    assert stream.response["Content-Type"] == "text/event-stream"
    assert stream.response["X-Accel-Buffering"] == "no"
    assert not {"ETag", "Content-Encoding", "Content-Length"} & stream.response.headers.keys()
    assert stream.events() == []  # a heartbeat
    now = tell(ana, "now")
    [listed, old] = ana_api.get("/api/notifications").json()["data"]
    assert old["id"] == before.pk
    assert stream.events() == [(now.pk, listed)]


def test_a_waiting_stream_is_woken(ana: User, ana_api: APIClient, read: Any) -> None:
    stream = read(ana_api)
    assert stream.events() == []
    told = tell(ana, "now")
    started = time.monotonic()
    assert stream.ids() == [told.pk]
    assert time.monotonic() - started < 0.5


def test_another_person_hears_nothing(ana: User, ben_api: APIClient, read: Any) -> None:
    stream = read(ben_api, **{"Last-Event-ID": "0"})
    tell(ana, "now")
    assert stream.events() == []


def test_a_client_that_comes_back_gets_what_it_missed(ana: User, ana_api: APIClient, read: Any) -> None:
    first, second, third = (tell(ana, key).pk for key in "abc")
    assert read(ana_api, **{"Last-Event-ID": str(first)}).ids() == [second, third]
    assert read(ana_api, **{"Last-Event-ID": str(third)}).ids() == []


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 30, "1.5", "٣"])
def test_an_id_that_was_never_sent_counts_as_none(ana: User, ana_api: APIClient, read: Any, odd: str) -> None:
    tell(ana, "before")
    assert read(ana_api, **{"Last-Event-ID": odd}).ids() == []


def test_thousands_that_were_missed_come_in_order(ana: User, ana_api: APIClient, read: Any) -> None:
    first = tell(ana, "first")
    rows = [
        Notification(user=ana, kind="anomaly", title="x", key=str(n), created_at=first.created_at)
        for n in range(250)
    ]
    Notification.objects.bulk_create(rows)
    stream = read(ana_api, **{"Last-Event-ID": str(first.pk)})
    ids = stream.ids() + stream.ids() + stream.ids()
    assert ids == sorted(Notification.objects.exclude(pk=first.pk).values_list("pk", flat=True))


def test_a_row_that_is_committed_after_a_later_one_is_sent_too(
    ana: User, ana_api: APIClient, read: Any
) -> None:
    last = tell(ana, "a")
    Notification.objects.filter(pk=last.pk).update(id=last.pk + OVERLAP * 3)
    stream = read(ana_api)
    late = Notification.objects.create(
        id=last.pk + 1, user=ana, kind="anomaly", title="x", key="late", created_at=last.created_at
    )
    assert stream.ids() == [late.pk]
    assert stream.ids() == []


def test_silence_is_broken_by_heartbeats(ana_api: APIClient, read: Any, settings: Settings) -> None:
    settings.STREAM_HEARTBEAT_SECONDS = 1.5
    stream = read(ana_api)
    started = time.monotonic()
    assert next(stream.pieces) == b":\n\n"
    assert 1.5 <= time.monotonic() - started < 10


def test_its_life_is_limited(ana_api: APIClient, read: Any, settings: Settings) -> None:
    settings.STREAM_SECONDS = 0
    assert list(read(ana_api).pieces) == []


def test_a_logout_ends_it_before_anything_more_is_told(ana: User, ana_api: APIClient, read: Any) -> None:
    stream = read(ana_api)
    assert stream.ids() == []
    assert ana_api.post("/api/auth/logout").status_code == 200
    tell(ana, "secret")
    assert list(stream.pieces) == []


def test_a_disabled_user_hears_no_more(ana: User, ana_api: APIClient, read: Any) -> None:
    stream = read(ana_api)
    disable_user(user=ana)
    tell(ana, "secret")
    assert list(stream.pieces) == []


def test_the_cookie_of_our_own_pages_is_enough_as_long_as_it_lives(
    ana: User, client: Client, read: Any
) -> None:
    client.force_login(ana)
    stream = read(client)
    told = tell(ana, "now")
    assert stream.ids() == [told.pk]
    CookieSession.objects.all().delete()
    tell(ana, "secret")
    assert list(stream.pieces) == []


def test_nobody_is_refused(api: APIClient) -> None:
    answer = api.get(URL)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_when_all_places_are_taken(ana_api: APIClient, read: Any, settings: Settings) -> None:
    settings.STREAM_LIMIT = 1
    first = read(ana_api)
    answer = ana_api.get(URL)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["error"] == "Too many streams"
    first.response.close()
    read(ana_api)


def test_only_get_and_no_parameters(ana_api: APIClient) -> None:
    assert ana_api.head(URL).status_code == 405
    assert ana_api.post(URL).status_code == 405
    answer = ana_api.get(f"{URL}?token=x")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["token"])
