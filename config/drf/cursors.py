"""Opaque, signed positions in an ordered list: made by us, for one query, or refused."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.crypto import constant_time_compare, salted_hmac

from config.lib.errors import Invalid

Key = int | str | Decimal | date | datetime
SIGNATURE_BYTES = 12
# In this order: a date-time is also a date.
_KINDS: dict[str, type] = {"t": datetime, "d": date, "m": Decimal, "i": int, "s": str}


class Cursor(msgspec.Struct, array_like=True, frozen=True):
    """After which row the page starts: its sort keys, its place and the total that the first page counted."""

    query: str
    keys: list[tuple[str, Any]]
    offset: int
    total: int

    def values(self) -> list[Key]:
        return [msgspec.convert(value, _KINDS[kind]) for kind, value in self.keys]


def cursor_after(*, query: str, keys: list[Key], offset: int, total: int) -> str:
    """`query` names the list, its filters and its order: the cursor is good for no other."""
    cursor = Cursor(query=query, keys=[(_kind(key), key) for key in keys], offset=offset, total=total)
    data = msgspec.json.encode(cursor)
    return urlsafe_b64encode(_sign(data) + data).rstrip(b"=").decode()


def read_cursor(text: str, *, query: str) -> Cursor:
    """`Invalid` for a cursor that we did not make, or made for another query."""
    try:
        raw = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:  # binascii.Error, or text that is not ASCII
        raise _refusal("Not a cursor of this server") from None
    signature, data = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not constant_time_compare(signature, _sign(data)):
        raise _refusal("Not a cursor of this server")
    cursor = msgspec.json.decode(data, type=Cursor)
    if cursor.query != query:
        raise _refusal("Belongs to a query with other filters or another order")
    return cursor


def _kind(key: Key) -> str:
    """TypeError for a key that has no order, such as None."""
    for kind, plain in _KINDS.items():
        if isinstance(key, plain):
            return kind
    raise TypeError(f"{type(key).__name__} cannot be a sort key")


def _sign(data: bytes) -> bytes:
    return salted_hmac("config.drf.cursors", data, algorithm="sha256").digest()[:SIGNATURE_BYTES]


def _refusal(sentence: str) -> Invalid:
    return Invalid(errors={"cursor": [sentence]})
