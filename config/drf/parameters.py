"""OpenAPI parameters: of the path, of query structs and filter sets, and the headers of decorated views."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from config.drf.filters import StrictFilterSet, filter_schema
from config.drf.jsonschema import Components, Schema
from config.drf.values import Identifier

_VARIABLE = re.compile(r"\{(\w+)\}")


def path_parameters(path: str, schemas: Mapping[str, Schema]) -> list[Schema]:
    """`{id}` and `{…_id}` are ids, other variables texts, unless `schemas` says more."""
    return [
        {"name": name, "in": "path", "required": True, "schema": schemas.get(name) or _path_schema(name)}
        for name in _VARIABLE.findall(path)
    ]


def _path_schema(name: str) -> Schema:
    if name in {"id", "pk"} or name.endswith(("_id", "_pk")):
        return dict(Identifier.schema)  # type: ignore[attr-defined] # at run time a marker class of config.drf.values
    return {"type": "string"}


def query_parameters(
    query: Any, filters: type[StrictFilterSet] | None, components: Components
) -> list[Schema]:
    """One parameter per field; a list is a parameter that may be repeated."""
    properties, required = components.properties_of(query) if query else ({}, set())
    fields = [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(schema)}
        for name, schema in properties.items()
    ]
    return fields + [
        {"name": name, "in": "query", "required": False, "schema": filter_schema(each)}
        for name, each in (filters.base_filters.items() if filters else ())
    ]


def header_parameters(handler: Any) -> list[Schema]:
    """`Idempotency-Key` of an idempotent view, `If-None-Match` of a conditional one."""
    found = []
    if getattr(handler, "idempotent", False):
        key = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"}
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": key})
    if getattr(handler, "conditional", False):
        found.append(
            {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}
        )
    return found


def _without_null(schema: Schema) -> Schema:
    """A query parameter is absent, never null."""
    arms = [arm for arm in schema.get("anyOf", ()) if arm != {"type": "null"}]
    if "anyOf" not in schema or len(arms) == len(schema["anyOf"]):
        return schema
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    return {**rest, **(arms[0] if len(arms) == 1 else {"anyOf": arms})}
