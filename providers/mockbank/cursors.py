"""How far a reader is: opaque outside, since when each account was told and where in an update he stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.core.signing import BadSignature, Signer

from providers.mockbank.refusals import Refusal
from providers.models import MockLogin

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cursor:
    """`since` by account id: up to when it has been told (missing: not at all).

    Within an update `until` is the instant that it tells of and `offset` how much of it was told; `down` are
    the accounts that it leaves out.
    """

    since: Mapping[str, datetime] = field(default_factory=dict)
    until: datetime | None = None
    offset: int = 0
    down: tuple[str, ...] = ()


def read_cursor(text: str, login: MockLogin) -> Cursor:
    """Refusal 410 for one of before a reset, 400 for what is no cursor of this login."""
    if not text:
        return Cursor()
    try:
        content = _signer(login).unsign_object(text)
    except (BadSignature, ValueError):
        raise Refusal(400, "invalid_cursor", "This is no cursor of this login.") from None
    if content["g"] != login.generation:
        raise Refusal(410, "cursor_reset", "The cursor is forgotten: begin again.")
    return Cursor(
        since={account: _instant(number) for account, number in content["s"].items()},
        until=None if content["u"] is None else _instant(content["u"]),
        offset=content["o"],
        down=tuple(content["d"]),
    )


def write_cursor(cursor: Cursor, login: MockLogin) -> str:
    content: dict[str, Any] = {
        "g": login.generation,
        "s": {account: _number(at) for account, at in cursor.since.items()},
        "u": None if cursor.until is None else _number(cursor.until),
        "o": cursor.offset,
        "d": list(cursor.down),
    }
    return _signer(login).sign_object(content, compress=True)


def _signer(login: MockLogin) -> Signer:
    return Signer(salt=f"mockbank.cursor.{login.item_id}")


def _number(at: datetime) -> int:
    """Microseconds."""
    return int((at - _EPOCH).total_seconds() * 1_000_000)


def _instant(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1_000_000, UTC)
