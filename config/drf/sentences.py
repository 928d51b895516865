"""msgspec's messages as sentences for people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, EnumMeta
from typing import Any, Literal, get_args, get_origin

from config.drf.fieldtypes import plain_type

_PLACE = re.compile(r" - at `(?:key in )?\$[^`]*`$")
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_LIMIT = re.compile(r"Expected `(int|float|decimal)` (>=|<=|>|<) (\S+)")
_LENGTH = re.compile(r"Expected `(str|array|object)` of length (>=|<=|==) (\d+)")
_PATTERN = re.compile(r"Expected `str` matching regex (.+)")

_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_COMPARISONS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "==": "exactly"}
_UNITS = {"str": "characters", "array": "items", "object": "members"}


def sentence(message: str, annotation: Any) -> str:
    """The sentence for one refused value; parsers of `config.drf.values` speak for themselves."""
    message = _PLACE.sub("", message)
    if choices := _choices(annotation):
        return f"Must be one of: {', '.join(choices)}"
    if found := _LIMIT.fullmatch(message):
        return f"Must be {_COMPARISONS[found[2]]} {found[3]}"
    if found := _LENGTH.fullmatch(message):
        return f"Must have {_COMPARISONS[found[2]]} {found[3]} {_UNITS[found[1]]}"
    if _PATTERN.fullmatch(message):
        return "Has not the expected form"
    if found := _WRONG_TYPE.fullmatch(message):
        kinds = [
            _TYPES.get(kind.strip(), kind.strip()) for kind in found[1].split("|") if kind.strip() != "null"
        ]
        return f"Must be {' or '.join(kinds)}"
    return message


def _choices(annotation: Any) -> list[str]:
    kind = plain_type(annotation)
    if get_origin(kind) is Literal:
        return [str(choice) for choice in get_args(kind)]
    if isinstance(kind, EnumMeta):
        members: Iterable[Enum] = kind.__members__.values()
        return [str(member.value) for member in members]
    return []
