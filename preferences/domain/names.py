"""Names of accounts and categories in lists and maps: clean, and each once however it is spelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from config.lib.text import clean, fold

LONGEST = 120


def distinct(names: Iterable[str]) -> list[str]:
    """In their order; of several spellings of one name the first."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(fold(name), name)
    return list(first.values())


def by_clean_name(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same map under cleaned names; ValueError for an empty name, or two spellings of one."""
    cleaned = {clean(name, limit=LONGEST): value for name, value in values.items()}
    if "" in cleaned:
        raise ValueError("A name must not be empty")
    if len({fold(name) for name in cleaned}) < len(values):
        raise ValueError("A name is there twice, in two spellings")
    return cleaned
