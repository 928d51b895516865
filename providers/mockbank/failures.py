"""Failures on demand: what a login's next calls get instead of the right answer.

before an answer
    status      value: a status, or {"status": 429, "retry_after": "30"}
    hang        value: seconds that the answer takes
    mutate      409 on every page of an update but the first
instead of it or on top of it
    malformed       the JSON ends in the middle
    malformed_row   the first row has a date and an amount that are none
    huge            value: that many bytes of white space before the end
    slow            value: seconds between two bytes
    repeat_page     the page leads to itself
    endless         no rows, and always one more page
    old_spelling    banka's acc_id, acc_type and curr_bal (of accounts)
lasting
    outage          value: the id of an account that is down until {"mode": "clear"}
    renumber        every transaction has another id from now on, for good; all cursors are forgotten
at once
    reset_cursor, revoke, expire (access tokens), clock (value: an instant or null), clear
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import F, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from providers.mockbank.grants import expire_all, revoke_all
from providers.mockbank.refusals import Refusal, invalid_request
from providers.models import MockFailure, MockLogin

JSON: Final = "application/json"
ON: Final = ("transactions", "accounts", "token", "any")
STORED: Final = (
    "status",
    "hang",
    "mutate",
    "malformed",
    "malformed_row",
    "huge",
    "slow",
    "repeat_page",
    "endless",
    "old_spelling",
    "outage",
)
_LASTING: Final = ("outage", "renumber")
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


def order(login: MockLogin, *, mode: str, on: str, times: int, value: Any) -> None:
    """From the control address. Refusal 400 for an unknown mode."""
    if act := _AT_ONCE.get(mode):
        act(login, value)
    elif mode in STORED and on in ON:
        remaining = times or None if mode != "outage" else None
        MockFailure.objects.create(login=login, mode=mode, on=on, remaining=remaining, value=value)
    else:
        raise invalid_request("Unknown mode or call.")


class Lasting(NamedTuple):
    """`down` are ids of accounts; `suffix` ends every id of a transaction."""

    down: set[str]
    suffix: str


def lasting_at(login: MockLogin) -> Lasting:
    orders = list(login.failures.filter(mode__in=_LASTING).order_by("pk"))
    suffixes = [str(one.value) for one in orders if one.mode == "renumber"]
    return Lasting({str(one.value) for one in orders if one.mode == "outage"}, "".join(suffixes[-1:]))


def next_failure(login: MockLogin, *, on: str, begun: bool = False) -> MockFailure | None:
    """The oldest that this call meets, counted down; `begun`: it is not the first page of an update."""
    waiting = login.failures.filter(Q(on=on) | Q(on="any")).exclude(mode__in=_LASTING)
    if not begun:
        waiting = waiting.exclude(mode="mutate")
    failure = waiting.order_by("pk").first()
    if failure is not None and failure.remaining is not None:
        if failure.remaining <= 1:
            failure.delete()
        else:
            waiting.filter(pk=failure.pk).update(remaining=F("remaining") - 1)
    return failure


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


def _reset_cursor(login: MockLogin, _value: Any) -> None:
    MockLogin.objects.filter(pk=login.pk).update(generation=F("generation") + 1)


def _renumber(login: MockLogin, _value: Any) -> None:
    _reset_cursor(login, None)
    login.refresh_from_db()
    value = f"n{login.generation}"
    MockFailure.objects.create(login=login, mode="renumber", on="transactions", value=value)


def _set_clock(login: MockLogin, value: Any) -> None:
    try:
        now = None if value is None else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise invalid_request("The value of clock is an instant or null.") from None
    if now is not None and now.tzinfo is None:
        raise invalid_request("The instant needs a time zone.")
    MockLogin.objects.filter(pk=login.pk).update(now=now)


def _clear(login: MockLogin, _value: Any) -> None:
    login.failures.exclude(mode="renumber").delete()


_AT_ONCE: Final[Mapping[str, Callable[[MockLogin, Any], None]]] = {
    "reset_cursor": _reset_cursor,
    "renumber": _renumber,
    "revoke": lambda login, _: revoke_all(login),
    "expire": lambda login, _: expire_all(login),
    "clock": _set_clock,
    "clear": _clear,
}
