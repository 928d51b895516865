from __future__ import annotations

import gzip
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from config.drf import requestid
from config.middleware import Compression, RequestObserver, readable

NEW_ID = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("given", ["a", "A.b_c-9:x", "x" * 64])
def test_a_harmless_id_of_the_caller_is_kept(client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\tb", "é", "<script>", 'a"b', "٣"])
def test_any_other_is_replaced(client: Client, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert NEW_ID.fullmatch(answer["X-Request-ID"])


def test_an_error_quotes_the_id(client: Client) -> None:
    answer = client.get("/nothing", headers={"X-Request-ID": "mine"})
    assert (answer.json()["request_id"], answer["X-Request-ID"]) == ("mine", "mine")


def test_two_requests_have_two_ids_and_afterwards_there_is_none(client: Client) -> None:
    ids = {client.get("/healthz")["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
    assert requestid.get() == ""


def test_the_time_is_told(client: Client) -> None:
    assert re.fullmatch(r"\d+\.\dms", client.get("/healthz")["X-Response-Time"])


def test_a_line_in_the_log_names_the_route_and_nothing_of_the_caller(
    client: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "moneta.access"):
        client.get("/api/health?query=coffee&token=abc")
        client.get("/coffee/abc")
    lines = [record for record in caplog.records if record.name == "moneta.access"]
    assert [record.getMessage() for record in lines] == ["GET /api/health 200", "GET (none) 404"]
    facts = [record.__dict__ for record in lines]
    assert {(fact["method"], fact["route"], fact["status_code"]) for fact in facts} == {
        ("GET", "/api/health", 200),
        ("GET", "(none)", 404),
    }
    assert not any("coffee" in str(record.__dict__) or "abc" in str(record.__dict__) for record in lines)


def test_the_line_names_the_user_by_number(ana_api: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "moneta.access"):
        me = ana_api.get("/api/auth/me").json()
    assert caplog.records[-1].__dict__["user_id"] == me["id"]
    assert me["email"] not in str(caplog.records[-1].__dict__)


@pytest.mark.parametrize(
    ("route", "shown"),
    [
        ("^api/goals/(?P<pk>[0-9]+)/?$", "/api/goals/<pk>"),
        ("api/^goals/(?P<pk>[0-9]+)/contributions/?$", "/api/goals/<pk>/contributions"),
        ("v1/^health/?$", "/v1/health"),
        ("admin/<path:object_id>/change/", "/admin/<object_id>/change/"),
        ("", "/"),
    ],
)
def test_routes_are_readable(route: str, shown: str) -> None:
    assert readable(route) == shown


def test_long_answers_are_compressed(client: Client) -> None:
    plain = client.get("/openapi.json").content
    packed = client.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain) / 3
    assert gzip.decompress(packed.content) == plain


def test_a_stream_leaves_as_it_is_made_and_keeps_its_id() -> None:
    seen: list[str] = []

    def events() -> Iterator[bytes]:
        for _ in range(2):
            seen.append(requestid.get())
            yield b"data: " + b"x" * 500 + b"\n\n"

    def view(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(events(), content_type="text/event-stream")

    request = RequestFactory().get("/stream", headers={"Accept-Encoding": "gzip", "X-Request-ID": "mine"})
    chain: Any = Compression(view)
    answer = RequestObserver(chain)(request)
    assert isinstance(answer, StreamingHttpResponse)
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == (b"data: " + b"x" * 500 + b"\n\n") * 2
    assert seen == ["mine", "mine"]
    assert requestid.get() == ""


def test_an_unhandled_error_has_its_id_and_time_too(caplog: pytest.LogCaptureFixture) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=500)

    answer = RequestObserver(view)(RequestFactory().get("/"))
    assert NEW_ID.fullmatch(answer["X-Request-ID"])
    assert answer["X-Response-Time"]
