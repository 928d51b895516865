"""Query strings and form fields to the plain values that a struct's fields expect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin

import msgspec

from config.drf.fieldtypes import plain_type
from config.drf.scalars import BOOLEANS
from config.drf.values import Identifier

LONGEST = 2_000
_INTEGER = re.compile(r"-?[0-9]{1,30}", re.ASCII)
_LINE_SAFE = re.compile(r"[\x00\ud800-\udfff]")

Errors = dict[str, list[Any]]


def from_strings(
    fields: Mapping[str, list[str]], kind: type[msgspec.Struct]
) -> tuple[dict[str, Any], Errors]:
    """The values, and what is wrong already: a scalar given twice, a text that cannot be kept."""
    types = _types(kind)
    values: dict[str, Any] = {}
    errors: Errors = {}
    for name, texts in fields.items():
        expected = types.get(name)
        if any(len(text) > LONGEST or _LINE_SAFE.search(text) for text in texts):
            errors[name] = [f"Must have at most {LONGEST} characters and no NUL"]
        elif get_origin(expected) is list:
            item = plain_type(get_args(expected)[0])
            values[name] = [_from_string(text, item) for text in texts]
        elif len(texts) > 1:
            errors[name] = ["Given more than once"]
        else:
            values[name] = _from_string(texts[0], expected)
    return values, errors


def _from_string(text: str, expected: Any) -> Any:
    """An integer or boolean for a field of that type; anything else stays, for the field to judge."""
    if expected is bool:
        return BOOLEANS.get(text.lower(), text)
    if expected in {int, Identifier} and _INTEGER.fullmatch(text):
        return int(text)
    return text


@cache
def _types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    types = {field.encode_name: plain_type(field.type) for field in msgspec.structs.fields(kind)}
    aliases: Mapping[str, str] = getattr(kind, "__aliases__", {})
    return types | {alias: types[name] for alias, name in aliases.items()}
