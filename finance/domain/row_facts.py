"""The fields of a stored row that its source also tells, compared before and after an edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from finance.domain.import_plan import Facts


def corrections(before: Facts, after: Facts, known: dict[str, Any] | None) -> dict[str, Any] | None:
    """What imports must know of a row that a person edited: each corrected field with the value last
    imported.

    `known` are the corrections so far, whose imported values stay as they are: setting a field back to what
    its source said is a decision too.
    """
    changed = {
        name: _as_json(old)
        for name, old, new in zip(Facts._fields, before, after, strict=True)
        if old != new and name not in (known or {})
    }
    return {**(known or {}), **changed} or None


def _as_json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def locked(field: str, facts: Facts, known: dict[str, Any] | None) -> dict[str, Any]:
    """`known` with one more field that imports leave alone, at the value it has now."""
    return {field: _as_json(getattr(facts, field)), **(known or {})}


def agreed(fields: Iterable[str], facts: Facts, known: dict[str, Any] | None) -> dict[str, Any] | None:
    """`known` without those of the fields that are as their source tells them: it decides them again."""
    fields = set(fields)
    left = {
        name: imported
        for name, imported in (known or {}).items()
        if name not in fields or _as_json(getattr(facts, name)) != imported
    }
    return left or None
