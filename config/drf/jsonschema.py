"""JSON schemas of structs: each struct, generic struct and enum becomes one named component.

What is read (`Body`, `Query`) is described as accepted: money as number or decimal string, no unknown keys.
What is sent (`Answer`) is described as sent: money as number, every field required that cannot be UNSET.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import EnumMeta
from typing import Any, get_args, get_origin

import msgspec

from config.drf.structs import Body
from config.drf.values import Value

Schema = dict[str, Any]
REF = "#/components/schemas/{name}"
DECIMAL = {"type": "string", "format": "decimal"}


@dataclass
class Components:
    """The components of one document; TypeError when two classes claim one name."""

    schemas: dict[str, Schema] = field(default_factory=dict)
    owners: dict[str, Any] = field(default_factory=dict)

    def schema_of(self, annotation: Any) -> Schema:
        """The schema of a type, or the raw schema itself; what it needs is added to the components."""
        if isinstance(annotation, dict):
            return annotation
        for kind in _named(annotation, set()):
            self._add(kind)
        return _of(annotation, sent=not _is_read(annotation))[0]

    def properties_of(self, kind: type[msgspec.Struct]) -> tuple[dict[str, Schema], set[str]]:
        """The properties of a struct that is no component itself, and the names of the required ones."""
        for inner in _named(kind, set()):
            if inner is not kind:
                self._add(inner)
        schema = _component(kind)
        return schema.get("properties", {}), set(schema.get("required", ()))

    def _add(self, kind: Any) -> None:
        name = component_name(kind)
        owner = self.owners.setdefault(name, kind)
        if owner != kind:
            raise TypeError(f"two components are called {name}: {owner!r} and {kind!r}")
        if name not in self.schemas:
            self.schemas[name] = _component(kind)


def component_name(kind: Any) -> str:
    """`TransactionOut`; `TransactionOutPage` for `PageOf[TransactionOut]`."""
    arguments = "".join(component_name(argument) for argument in get_args(kind))
    name: str = (get_origin(kind) or kind).__name__
    return f"{arguments}{name.removesuffix('Of')}"


def _named(annotation: Any, seen: set[Any]) -> Iterator[Any]:
    """The structs and enums that a type is made of, each once."""
    base = get_origin(annotation) or annotation
    struct = isinstance(base, type) and issubclass(base, msgspec.Struct)
    if struct or isinstance(annotation, EnumMeta):
        if annotation in seen:
            return
        seen.add(annotation)
        yield annotation
    inner = [each.type for each in msgspec.structs.fields(annotation)] if struct else get_args(annotation)
    for part in inner:
        yield from _named(part, seen)


def _is_read(annotation: Any) -> bool:
    base = get_origin(annotation) or annotation
    return isinstance(base, type) and issubclass(base, Body)


def _component(kind: Any) -> Schema:
    sent = not _is_read(kind)
    schema, components = _of(kind, sent=sent)
    schema = components[schema["$ref"].rpartition("/")[2]]
    if sent and "properties" in schema:
        optional = {each.encode_name for each in msgspec.structs.fields(kind) if _may_be_unset(each.type)}
        schema["required"] = [name for name in schema["properties"] if name not in optional]
        for each in schema["properties"].values():
            each.pop("default", None)
    aliases: Mapping[str, str] = getattr(kind, "__aliases__", {})
    if aliases:
        also = ", ".join(f"`{alias}` for `{name}`" for alias, name in aliases.items())
        schema["description"] = f"{schema.get('description', '')} Also accepted: {also}.".strip()
    return schema


def _of(annotation: Any, *, sent: bool) -> tuple[Schema, dict[str, Schema]]:
    names: dict[str, str] = {}

    def hook(kind: type) -> Schema:
        if not isinstance(kind, Value):
            raise NotImplementedError(kind)
        return dict(kind.sent if sent else kind.schema)

    (schema,), components = msgspec.json.schema_components((annotation,), schema_hook=hook, ref_template=REF)
    for kind in _named(annotation, set()):
        own = msgspec.json.schema_components((kind,), schema_hook=hook, ref_template=REF)[0][0]
        names[own["$ref"]] = REF.format(name=component_name(kind))
    renamed = {names.get(REF.format(name=name), name): each for name, each in components.items()}
    return (
        _tidy(schema, names),
        {name.rpartition("/")[2]: _tidy(each, names) for name, each in renamed.items()},
    )


def _tidy(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_tidy(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    if {key: node.get(key) for key in DECIMAL} == DECIMAL:
        node = {**{key: value for key, value in node.items() if key != "format"}, "type": "number"}
    if "$ref" in node:
        return {**node, "$ref": names.get(node["$ref"], node["$ref"])}
    tidy = {key: _tidy(value, names) for key, value in node.items()}
    if "properties" in tidy or "enum" in tidy:
        tidy.pop("title", None)
    return tidy


def _may_be_unset(annotation: Any) -> bool:
    return msgspec.UnsetType in get_args(annotation)
