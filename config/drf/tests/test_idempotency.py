"""Idempotency-Key: one effect, one answer, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import StreamingHttpResponse
from rest_framework.test import APIClient

from accounts.models import User
from config.drf import idempotency
from config.drf.idempotency import KEPT, forget_requests, prune_idempotency
from config.drf.models import IdempotentRequest
from config.drf.tests.urls import Effects
from config.lib import clock


def act(api: APIClient, key: str | None = "k", **body: Any) -> Any:
    return api.post("/api/effects", body, headers={} if key is None else {"Idempotency-Key": key})


def effects() -> int:
    return IdempotentRequest.objects.filter(key__startswith="effect-").count()


def stored() -> int:
    return IdempotentRequest.objects.exclude(key__startswith="effect-").count()


def test_without_a_key_every_request_counts(ana_api: APIClient) -> None:
    assert [act(ana_api, None).status_code for _ in range(2)] == [201, 201]
    assert (effects(), stored()) == (2, 0)


def test_the_same_request_has_the_same_answer(ana_api: APIClient) -> None:
    first, second = act(ana_api, status=202), act(ana_api, status=202)
    assert (first.status_code, second.status_code, second.content) == (202, 202, first.content)
    assert second["Content-Type"] == "application/json"
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert (effects(), stored()) == (1, 1)


def test_another_body_under_the_same_key(ana_api: APIClient) -> None:
    act(ana_api, a=1)
    response = act(ana_api, a=2)
    assert (response.status_code, effects()) == (422, 1)


def test_another_path_under_the_same_key(ana_api: APIClient) -> None:
    ana_api.post("/api/tickets", {"key": "x"}, headers={"Idempotency-Key": "k"})
    assert act(ana_api, key="x").status_code == 422
    assert ana_api.post("/tickets", {"key": "x"}, headers={"Idempotency-Key": "k"}).status_code == 422
    assert effects() == 0


def test_each_user_has_keys_of_their_own(ana_api: APIClient, ben_api: APIClient) -> None:
    first, second = act(ana_api), act(ben_api)
    assert (first.status_code, second.status_code, first.json() == second.json()) == (201, 201, False)
    assert effects() == 2


@pytest.mark.parametrize("then", [{"refuse": True}, {"status": 400}, {"status": 409}])
def test_a_refusal_leaves_nothing_behind(ana_api: APIClient, then: dict[str, Any]) -> None:
    assert act(ana_api, **then).status_code in {400, 409}
    assert (effects(), stored()) == (0, 0)
    assert act(ana_api).status_code == 201
    assert (effects(), stored()) == (1, 1)


def test_a_key_that_is_taken_at_the_last_moment(ana_api: APIClient) -> None:
    """The constraint decides, and the effect goes with the key."""
    assert act(ana_api, take="k").status_code == 409
    assert (effects(), stored()) == (0, 0)


def test_a_failure_leaves_nothing_behind(ana_api: APIClient) -> None:
    assert act(ana_api, fail=True).status_code == 500
    assert (effects(), stored()) == (0, 0)


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "é", "a\x7f"])
def test_a_key_of_odd_form(ana_api: APIClient, key: str) -> None:
    response = act(ana_api, key)
    assert response.status_code == 400
    assert response.json()["error"] == "Idempotency-Key must have 1 to 255 printable ASCII characters"
    assert effects() == 0


@pytest.mark.parametrize("key", ["x" * 255, " a b ", "~!"])
def test_a_key_of_good_form(ana_api: APIClient, key: str) -> None:
    assert act(ana_api, key).status_code == 201


def test_a_key_is_kept_for_a_day(ana_api: APIClient, ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    with time_machine.travel(clock.now(), tick=False) as time:
        first = act(client).json()
        time.shift(KEPT)
        assert act(client).json() == first
        time.shift(timedelta(seconds=1))
        assert act(client, other="body").json() != first
    assert (effects(), stored()) == (2, 1)


def test_old_answers_are_pruned(ana_api: APIClient) -> None:
    act(ana_api)
    now = clock.now()
    assert prune_idempotency(now + KEPT - timedelta(minutes=1)) == 0
    assert prune_idempotency(now + KEPT + timedelta(minutes=1)) == 2
    assert not IdempotentRequest.objects.exists()


def test_a_user_can_be_forgotten(ana: User, ana_api: APIClient, ben_api: APIClient) -> None:
    act(ana_api)
    act(ben_api)
    forget_requests(user=ana)
    assert set(IdempotentRequest.objects.values_list("user__email", flat=True)) == {"ben@example.com"}


def test_wrong_bodies_are_refused_before_anything(ana_api: APIClient) -> None:
    bodies: list[tuple[Any, int]] = [(b"{", 400), (b" " * 3_000_000, 413)]
    for body, status in bodies:
        response = ana_api.generic(
            "POST", "/api/effects", body, content_type="application/json", headers={"Idempotency-Key": "k"}
        )
        assert response.status_code == status
    assert (effects(), stored()) == (0, 0)


def test_a_file_sent_again_with_another_boundary(ana_api: APIClient) -> None:
    def send(content: bytes, boundary: str) -> Any:
        part = f"--{boundary}\r\nContent-Disposition: form-data; "
        file = f'{part}name="file"; filename="a.csv"\r\n\r\n'.encode() + content
        field = f'\r\n{part}name="name"\r\n\r\nn\r\n--{boundary}--\r\n'.encode()
        body: Any = file + field
        return ana_api.generic(
            "POST",
            "/api/files",
            body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers={"Idempotency-Key": "f"},
        )

    first, second, third = send(b"a,b", "one"), send(b"a,b", "twotwo"), send(b"a,c", "one")
    assert (first.status_code, second["Idempotency-Replayed"], second.content) == (200, "true", first.content)
    assert third.status_code == 422
    assert IdempotentRequest.objects.filter(key="a.csv").count() == 1


def test_a_view_that_streams_cannot_be_idempotent() -> None:
    with pytest.raises(TypeError, match="streamed"):
        idempotency._store(None, "k", "f", StreamingHttpResponse([]))


@pytest.fixture
def held() -> Iterator[tuple[Event, Event]]:
    """Stops an effect in its middle: (it has started, let it go on)."""
    Effects.started, Effects.released = Event(), Event()
    yield Effects.started, Effects.released
    Effects.released.set()
    Effects.started = Effects.released = None


def in_thread(pool: ThreadPoolExecutor, user: User, **body: Any) -> Future[Any]:
    def run() -> Any:
        client = APIClient()
        client.force_authenticate(user)
        try:
            return act(client, **body)
        finally:
            connection.close()

    return pool.submit(run)


@pytest.mark.django_db(transaction=True)
def test_the_same_request_while_it_runs(ana: User, held: tuple[Event, Event]) -> None:
    started, released = held
    with ThreadPoolExecutor(2) as pool:
        first = in_thread(pool, ana, wait=True)
        assert started.wait(10)
        second = in_thread(pool, ana, wait=True).result(10)
        released.set()
        done = first.result(10)
    assert (second.status_code, second.json()["error"]) == (409, idempotency.RUNNING)
    assert (done.status_code, effects(), stored()) == (201, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_request_in_another_process_while_it_runs(
    ana: User, held: tuple[Event, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes do not share the set of running keys: here nobody remembers them."""
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite the second waits for the first, and then replays: see the next test")
    monkeypatch.setattr(idempotency, "_running", Forgetful())
    started, released = held
    with ThreadPoolExecutor(2) as pool:
        first = in_thread(pool, ana, wait=True)
        assert started.wait(10)
        second = in_thread(pool, ana, wait=True).result(10)
        released.set()
        assert first.result(10).status_code == 201
    assert (second.status_code, effects(), stored()) == (409, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "_running", Forgetful())
    with ThreadPoolExecutor(8) as pool:
        answers = [each.result(30) for each in [in_thread(pool, ana) for _ in range(16)]]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert (effects(), stored()) == (1, 1)


class Forgetful(set[Any]):
    def __contains__(self, item: object) -> bool:
        return False
