"""What the annotation of a struct's field comes down to."""

from __future__ import annotations

import types
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

ABSENT = (type(None), msgspec.UnsetType)
TOO_KIND = (Decimal, float, date, datetime, time)


def plain_type(annotation: Any) -> Any:
    """The annotation without `Annotated`, `None` and `UnsetType`; a union of several real types stays one."""
    if get_origin(annotation) is Annotated:
        return plain_type(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        rest = [arm for arm in get_args(annotation) if arm not in ABSENT]
        return plain_type(rest[0]) if len(rest) == 1 else annotation
    return annotation


def struct_of(annotation: Any) -> type[msgspec.Struct] | None:
    """The struct that the field holds, alone or in a list."""
    kind = plain_type(annotation)
    if get_origin(kind) is list:
        return struct_of(get_args(kind)[0])
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None


@cache
def require_strict(kind: type[msgspec.Struct]) -> None:
    """TypeError for a field that msgspec would read too kindly (`1_000`, NaN, full-width digits)."""
    for field in msgspec.structs.fields(kind):
        if any(part in TOO_KIND for part in _parts(field.type)):
            raise TypeError(f"{kind.__name__}.{field.name}: use a type of config.drf.values")
        struct = struct_of(field.type)
        if struct and struct is not kind:
            require_strict(struct)


def _parts(annotation: Any) -> list[Any]:
    arms = get_args(annotation)
    return [part for arm in arms for part in _parts(arm)] if arms else [annotation]
