"""Data to struct. The quick way stops at the first error; only then are all fields read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from config.drf.aliases import unalias
from config.drf.bounds import beyond_bounds
from config.drf.fieldtypes import plain_type, require_strict, struct_of
from config.drf.sentences import sentence
from config.drf.values import parse_value
from config.lib.errors import Invalid

MOST_ERRORS = 50
LONGEST_NAME = 200
Errors = dict[str, list[Any]]
S = TypeVar("S", bound=msgspec.Struct)


def convert(data: Mapping[str, Any], kind: type[S], *, errors: Errors) -> S:
    """The struct; `Invalid` with `errors` (found before) and every field error, at most 50 of these."""
    require_strict(kind)
    errors = dict(errors)
    data = unalias(data, kind, errors)
    first = ""
    if not errors:
        try:
            value = msgspec.convert(data, kind, dec_hook=parse_value)
        except msgspec.ValidationError as problem:
            first = str(problem)
        else:
            return _within_bounds(value)
    found = dict(islice(_errors_of(data, kind, ""), MOST_ERRORS)) | errors
    raise Invalid(errors=found or {"non_field_errors": [sentence(first, kind)]})


def _within_bounds(value: S) -> S:
    if found := dict(islice(beyond_bounds(value), MOST_ERRORS)):
        raise Invalid(errors=found)
    return value


def _errors_of(value: Any, annotation: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    kind = plain_type(annotation)
    if isinstance(value, Mapping) and (struct := struct_of(annotation)) and get_origin(kind) is not list:
        yield from _errors_in_struct(value, struct, path)
    elif get_origin(kind) in {list, dict} and isinstance(value, get_origin(kind)):
        yield from _errors_in_members(value, annotation, path)
    elif problem := _problem(value, annotation):
        yield path, [problem]


def _errors_in_struct(
    value: Mapping[str, Any], kind: type[msgspec.Struct], path: str
) -> Iterator[tuple[str, list[Any]]]:
    prefix = f"{path}." if path else ""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    found = False
    for name, field in fields.items():
        problems = _errors_of(value[name], field.type, prefix + name) if name in value else iter(())
        if name not in value and field.required:
            problems = iter([(prefix + name, ["This field is required"])])
        for problem in problems:
            found = True
            yield problem
    if kind.__struct_config__.forbid_unknown_fields:
        for name in (name for name in value if name not in fields):
            found = True
            yield f"{prefix}{name}"[:LONGEST_NAME], ["Unknown field"]
    if not found and path and (problem_text := _problem(value, kind)):
        yield path, [problem_text]


def _errors_in_members(
    value: list[Any] | dict[str, Any], annotation: Any, path: str
) -> Iterator[tuple[str, list[Any]]]:
    item = get_args(plain_type(annotation))[-1]
    found = False
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        for problem in _errors_of(member, item, f"{path}.{key}"[:LONGEST_NAME]):
            found = True
            yield problem
    if not found and (problem_text := _problem(value, annotation)):  # its length or a key, say
        yield path, [problem_text]


def _problem(value: Any, annotation: Any) -> str:
    try:
        msgspec.convert(value, annotation, dec_hook=parse_value)
    except msgspec.ValidationError as problem:
        return sentence(str(problem), annotation)
    return ""
