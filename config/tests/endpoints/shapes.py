"""What a JSON body looks like, written as JSON: `{"id": int, "name": Maybe(str), "tags": [str]}`.

An object has exactly these keys; a list of one shape has at least one item, all of that shape. A type, a
pattern and the classes below say of what kind a value is; anything else is the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NUMBER = (int, float)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


@dataclass(frozen=True)
class Maybe:
    """The shape, or null."""

    shape: Any


@dataclass(frozen=True)
class Some:
    """A list of any length, also none."""

    shape: Any


@dataclass(frozen=True)
class Keyed:
    """An object whose keys are names, not fields; at least one."""

    shape: Any


@dataclass(frozen=True)
class OneOf:
    values: tuple[Any, ...]


def misfits(value: Any, shape: Any, path: str = "$") -> Iterator[str]:
    """Where the value is not of the shape, and why; nothing when it is."""
    match shape:
        case dict():
            yield from _in_object(value, shape, path)
        case [inner]:
            yield from _in_list(value, inner, path, least=1)
        case Some(inner):
            yield from _in_list(value, inner, path, least=0)
        case Keyed(inner):
            names = dict.fromkeys(value if isinstance(value, dict) else (), inner)
            yield from _in_object(value, names or {"any name": inner}, path)
        case Maybe(inner):
            yield from () if value is None else misfits(value, inner, path)
        case _ if not _is_of(value, shape):
            yield f"{path}: {value!r} is not {shape!r}"


def _in_object(value: Any, shape: dict[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: {value!r} is no object"
        return
    missing, more = sorted(shape.keys() - value.keys()), sorted(value.keys() - shape.keys())
    if missing or more:
        yield f"{path}: missing {missing}, more {more}"
    for name in shape.keys() & value.keys():
        yield from misfits(value[name], shape[name], f"{path}.{name}")


def _in_list(value: Any, shape: Any, path: str, *, least: int) -> Iterator[str]:
    if not isinstance(value, list) or len(value) < least:
        yield f"{path}: {value!r} is no list of at least {least}"
        return
    for index, item in enumerate(value):
        yield from misfits(item, shape, f"{path}[{index}]")


def _is_of(value: Any, shape: Any) -> bool:
    if isinstance(shape, OneOf):
        return value in shape.values
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and bool(shape.fullmatch(value))
    if isinstance(shape, type | tuple):
        return isinstance(value, shape) and isinstance(value, bool) == (shape is bool)
    return bool(value == shape) and isinstance(value, bool) == isinstance(shape, bool)
