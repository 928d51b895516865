"""Limits of fields that declare none: a bare `str` holds 2,000 characters, a bare `int` fits a BIGINT.

Without them a long text or a 30-digit number would get as far as the database, which fails (PostgreSQL) or
keeps it (SQLite). A field that needs more says so: `Annotated[str, msgspec.Meta(max_length=20_000)]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import msgspec

from config.drf.fieldtypes import plain_type, struct_of
from config.drf.scalars import BIG

LONGEST = 2_000
TOO_LONG = f"Must have at most {LONGEST} characters"
TOO_LARGE = f"Must be between -{BIG} and {BIG}"


def beyond_bounds(value: msgspec.Struct, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """(field, messages) of every text and number that is beyond the limit of bare fields."""
    for name, encoded in _bare_fields(type(value)):
        yield from _check(getattr(value, name), f"{path}{encoded}")


def _check(value: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, str):
        if len(value) > LONGEST:
            yield path, [TOO_LONG]
    elif isinstance(value, int):
        if not -BIG <= value <= BIG:
            yield path, [TOO_LARGE]
    elif isinstance(value, msgspec.Struct):
        yield from beyond_bounds(value, f"{path}.")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _check(item, f"{path}.{index}")


@cache
def _bare_fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """(attribute, name in JSON) of the fields that hold something without a limit."""
    return tuple(
        (each.name, each.encode_name)
        for each in msgspec.structs.fields(kind)
        if _is_bare(each.type)
        or ((inner := struct_of(each.type)) and inner is not kind and _bare_fields(inner))
    )


def _is_bare(annotation: Any) -> bool:
    plain = plain_type(annotation)
    if get_origin(plain) is list:
        return _is_bare(get_args(plain)[0])
    limits = list(_metas(annotation))
    if plain is str:
        return all(meta.max_length is None for meta in limits)
    return plain is int and all(meta.le is None and meta.lt is None for meta in limits)


def _metas(annotation: Any) -> Iterator[msgspec.Meta]:
    if get_origin(annotation) is Annotated:
        yield from (each for each in annotation.__metadata__ if isinstance(each, msgspec.Meta))
    for arm in get_args(annotation):
        yield from _metas(arm)
