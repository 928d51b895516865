from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from providers.adapters.calls import Refusals, ask, retry_after, token_of
from providers.domain.contract import AuthExpired, CursorReset, Declined, Malformed
from providers.tests.loopback import Fault, Loopback, Request

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
REFUSALS = Refusals("error", {"reset": CursorReset})


class Echo(Loopback):
    def answer(self, request: Request) -> tuple[int, Any]:
        return 200, {"query": request.query}


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    with server.running():
        yield server


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        (" 30 ", 30),
        ("0", 0),
        ("999999999", 86_400),
        ("9999999999", None),
        ("1.5", None),
        ("１０", None),
        ("Thu, 01 Jan 2026 12:01:00 GMT", 60),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0),
        ("Fri, 01 Jan 2027 11:00:00 GMT", 86_400),
        ("Thu, 01 Jan 2026 12:01:00 -0000", None),
        ("tomorrow", None),
    ],
)
def test_a_pause_in_seconds_or_until_a_date(value: str | None, seconds: int | None) -> None:
    with time_machine.travel(NOW, tick=False):
        assert retry_after(value) == seconds


def test_an_object_is_answered(echo: Echo) -> None:
    body = ask("GET", f"{echo.url}/x", refusals=REFUSALS, params={"a": "1"})
    assert body == {"query": {"a": "1"}}


def test_a_code_decides_before_the_status(echo: Echo) -> None:
    echo.fail("/x", Fault(503, {"error": "reset"}))
    with pytest.raises(CursorReset) as raised:
        ask("GET", f"{echo.url}/x", refusals=REFUSALS)
    assert (raised.value.code, str(raised.value)) == ("reset", "The bank has forgotten how far we were")


@pytest.mark.parametrize("code", [None, 5, "a b", "x" * 81, "<script>", ["reset"]])
def test_a_code_that_is_no_word_is_not_kept(echo: Echo, code: Any) -> None:
    echo.fail("/x", Fault(401, {"error": code}))
    with pytest.raises(AuthExpired) as raised:
        ask("GET", f"{echo.url}/x", refusals=REFUSALS)
    assert raised.value.code == ""


def test_a_host_is_the_same_in_any_case(echo: Echo) -> None:
    url = echo.url.replace("127.0.0.1", "LocalHost")
    assert ask("GET", f"{url}/x", refusals=REFUSALS) == {"query": {}}


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/x",
        "no url",
        "http://user:secret@127.0.0.1/x",
        "http://[::1/secret",
        "http://127.0.0.1:port/secret",
        "http:///secret",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(Declined) as raised:
        ask("GET", url, refusals=REFUSALS)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("token", [None, "", 5, "a b", "a\nb", "tokén", "x" * 4001])
def test_what_may_not_stand_in_a_header(token: Any) -> None:
    with pytest.raises(Malformed):
        token_of({"access_token": token}, "access_token")
    assert token_of({"access_token": "a-B_9.~+/="}, "access_token") == "a-B_9.~+/="
