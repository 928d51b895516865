"""What leaves a bank: the right answer, or what a failure makes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from providers.mockbank.refusals import Refusal
from providers.models import MockFailure

JSON: Final = "application/json"
_BREAKABLE: Final = {
    "txn_date",
    "txn_amount",
    "date",
    "amt",
    "posted_date",
    "transaction_amount",
    "current_balance",
    "balance_amount",
    "available",
}
_ENDLESS = "endless"
_CHUNK = 65_536
_LONGEST_HANG = 300
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encoded(body: Mapping[str, Any]) -> bytes:
    """Exact numbers: a Decimal is written digit by digit."""
    return _ENCODER.encode(body)


def interfere(failure: MockFailure | None) -> None:
    """Before the answer is made: it may never be."""
    if failure is None:
        return
    if failure.mode == "hang":
        time.sleep(min(float(failure.value or 0), _LONGEST_HANG))
    elif failure.mode == "mutate":
        raise Refusal(409, "mutated_during_pagination", "The data changed: begin this update again.")
    elif failure.mode == "status":
        raise _status(failure.value)


def answer(body: dict[str, Any], failure: MockFailure | None = None, *, cursor: str = "") -> HttpResponseBase:
    """The body as it leaves the bank, after `failure` has had its way with it."""
    mode = failure.mode if failure else ""
    value = failure.value if failure else None
    if mode in _DISTORTIONS:
        body = _DISTORTIONS[mode](body, cursor)
    content = encoded(body)
    if mode == "malformed":
        content = content[: len(content) // 2]
    elif mode == "huge":
        return StreamingHttpResponse(_padded(content, int(value or 0)), content_type=JSON)
    elif mode == "slow":
        return StreamingHttpResponse(_dripping(content, float(value or 0)), content_type=JSON)
    return HttpResponse(content, content_type=JSON)


def _status(value: Any) -> Refusal:
    details = value if isinstance(value, dict) else {"status": value}
    status = int(details.get("status") or 500)
    headers = {"Retry-After": str(details["retry_after"])} if "retry_after" in details else {}
    if status == 429:
        return Refusal(429, "too_many_requests", "Slower, please.", headers or {"Retry-After": "1"})
    codes = {401: "expired_token", 403: "access_revoked", 410: "cursor_reset"}
    return Refusal(status, codes.get(status, "server_error"), "The bank is not well.", headers)


def _rows(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, value in body.items():
        if name not in {"removed", "unavailable"} and isinstance(value, list):
            yield from value


def _broken_row(body: dict[str, Any], _cursor: str) -> dict[str, Any]:
    row = next(_rows(body), {})
    row.update(dict.fromkeys(_BREAKABLE & row.keys(), "not one"))
    return body


def _repeated(body: dict[str, Any], cursor: str) -> dict[str, Any]:
    return {**body, "next_cursor": cursor, "has_more": True}


def _endless(body: dict[str, Any], cursor: str) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name, value in body.items() if isinstance(value, list)}
    return {**empty, "next_cursor": f"{_ENDLESS}-{time.time_ns()}-{cursor}", "has_more": True}


def plain_cursor(text: str) -> str:
    """The bank's own cursor within one that `endless` gave."""
    return text.split("-", 2)[-1] if text.startswith(f"{_ENDLESS}-") else text


_DISTORTIONS: Final[Mapping[str, Callable[[dict[str, Any], str], dict[str, Any]]]] = {
    "malformed_row": _broken_row,
    "repeat_page": _repeated,
    "endless": _endless,
}


def _padded(content: bytes, size: int) -> Iterator[bytes]:
    """JSON may end in any amount of white space."""
    yield content
    for _ in range(size // _CHUNK + 1):
        yield b" " * _CHUNK


def _dripping(content: bytes, pause: float) -> Iterator[bytes]:
    for number in content:
        yield bytes((number,))
        time.sleep(pause)
