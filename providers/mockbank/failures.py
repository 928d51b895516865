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

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import F, Q

from providers.mockbank.grants import expire_all, revoke_all
from providers.mockbank.refusals import invalid_request
from providers.models import MockFailure, MockLogin

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
