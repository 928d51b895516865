"""Second names of fields: a struct's `__aliases__` maps each to the field that it means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from config.drf.fieldtypes import struct_of

Errors = dict[str, list[Any]]


def unalias(
    data: Mapping[str, Any], kind: type[msgspec.Struct], errors: Errors, path: str = ""
) -> Mapping[str, Any]:
    """The data under the fields' own names; two different values under two names go into `errors`."""
    aliases: Mapping[str, str] = getattr(kind, "__aliases__", {})
    used = aliases.keys() & data.keys()
    if used:
        known = {name: value for name, value in data.items() if name not in used}
        for alias in sorted(used):
            name = aliases[alias]
            if name in known and known[name] != data[alias]:
                errors[path + alias] = [f"Differs from {name}, which is the same field"]
            known.setdefault(name, data[alias])
        data = known
    inner = _structs_with_aliases(kind).items()
    return {
        **data,
        **{name: _inside(data[name], of, errors, path + name) for name, of in inner if name in data},
    }


def _inside(value: Any, kind: type[msgspec.Struct], errors: Errors, path: str) -> Any:
    if isinstance(value, Mapping):
        return unalias(value, kind, errors, f"{path}.")
    if isinstance(value, list):
        return [_inside(item, kind, errors, f"{path}.{index}") for index, item in enumerate(value)]
    return value


@cache
def _structs_with_aliases(kind: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    inner = {field.encode_name: struct_of(field.type) for field in msgspec.structs.fields(kind)}
    return {
        name: struct
        for name, struct in inner.items()
        if struct
        and struct is not kind
        and (getattr(struct, "__aliases__", None) or _structs_with_aliases(struct))
    }
