"""The one reader of JSON from outside: strict where the standard library is forgiving.

Refused with JsonError: anything but UTF-8 (a byte order mark too), duplicate keys, more than `max_depth`
nested brackets, NaN and Infinity, numbers of more than 40 characters or beyond 1e±400, NUL and lone
surrogates in any string or key.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any, NoReturn

_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 400
# Escapes that stand for something: a surrogate only beside its other half, NUL never.
_ESCAPE = re.compile(
    rb"\\(?:[^u]"
    rb"|u(?!0000|[dD][89a-fA-F])[0-9a-fA-F]{4}"
    rb"|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})",
    re.DOTALL,
)
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'[]{}"'))
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")  # one down, one up, as signed bytes


class JsonError(ValueError):
    """The body is not the JSON that we accept; the text says why and quotes nothing of it."""


def loads(data: bytes, *, max_depth: int = 32) -> Any:
    """The value of one JSON document: every number with a point or an exponent is a Decimal."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise JsonError("A byte order mark is not accepted")
    unescaped = _ESCAPE.sub(b"", data) if b"\\" in data else data
    if b"\\" in unescaped:
        raise JsonError("NUL, half a surrogate pair or a broken escape in a string")
    if _depth(unescaped) > max_depth:
        raise JsonError(f"Nested deeper than {max_depth} levels")
    try:
        return _DECODER.decode(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise JsonError("The body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise JsonError(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise JsonError("Nested too deeply") from None


def _depth(unescaped: bytes) -> int:
    """How deep brackets nest outside strings; of broken JSON, at least as deep as a parser would get.

    Runs at the speed of bytes: with everything but brackets and quotes gone, an empty pair of quotes is a
    string without brackets, and what stands between the quotes that are left is inside one.
    """
    shape = unescaped.translate(_STEPS, _NOT_STRUCTURE).replace(b'""', b"")
    return max(accumulate(array("b", b"".join(shape.split(b'"')[::2]))), default=0)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise JsonError("Duplicate key in an object")
    return members


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise JsonError(f"A number has more than {_LONGEST_NUMBER} characters")
    return int(text)


def _decimal(text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise JsonError(f"A number has more than {_LONGEST_NUMBER} characters")
    if "e" in text or "E" in text:
        exponent = re.split("[eE]", text)[1]
        if abs(int(exponent)) > _LARGEST_EXPONENT:
            raise JsonError("A number is out of range")
    return Decimal(text)


def _constant(name: str) -> NoReturn:
    raise JsonError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_decimal, parse_constant=_constant
)


_WINDOW = 65_536
_PLAIN = json.JSONDecoder()
_KEY = re.compile(r'[ \t\n\r]*+("(?:[^"\\]++|\\.)*+")[ \t\n\r]*+:[ \t\n\r]*+', re.DOTALL)
_COMMA = re.compile(r"[ \t\n\r]*+,")
# A string read from its end: a quote inside it is followed, then, by an odd number of backslashes.
_GNIRTS = r'"(?:[^"]++|"(?=\\(?:\\\\)*+(?!\\)))*+"'
_REBMEM = re.compile(rf"\s*+({_GNIRTS}|[-+.0-9eEtrufalsn]++)\s*+:\s*+({_GNIRTS})\s*+[,{{]", re.ASCII)


def raw_member(data: bytes, name: str) -> str | None:
    """The string under that name in the outermost object, found without parsing the document.

    Looks at the members that end in the first 64 kB, then at those that begin in the last 64 kB and have
    only strings, numbers and constants after them; None when no such string is there. Text inside strings
    and nested objects is never taken for a member. What it says of invalid JSON means nothing.
    """
    head, tail = _text(data[:_WINDOW]).lstrip(), _text(data[-_WINDOW:]).rstrip()
    if not (head.startswith("{") and tail.endswith("}")):
        return None
    for members in (_members_of(head), _members_before(tail)):
        try:
            value = next((value for key, value in members if key == name), None)
        except (ValueError, RecursionError):  # the edge of the window cuts this member
            continue
        if isinstance(value, str) and _is_sound(value):
            return value
    return None


def _is_sound(text: str) -> bool:
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _text(piece: bytes) -> str:
    return piece.decode("utf-8", "surrogateescape")


def _members_of(head: str) -> Iterator[tuple[Any, Any]]:
    position = 1
    while key := _KEY.match(head, position):
        value, position = _PLAIN.raw_decode(head, key.end())
        yield _PLAIN.decode(key[1]), value
        if not (comma := _COMMA.match(head, position)):
            return
        position = comma.end()


def _members_before(tail: str) -> Iterator[tuple[Any, Any]]:
    backwards, position = tail[::-1], 1
    while member := _REBMEM.match(backwards, position):
        yield _PLAIN.decode(member[2][::-1]), _PLAIN.decode(member[1][::-1])
        position = member.end()
