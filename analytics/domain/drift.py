"""What a check found that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Key = tuple[Any, ...]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Drift:
    """`held` is what the database has and `right` what it should be, None = no such row; money in units."""

    table: str
    key: str
    held: object
    right: object


def differences(table: str, held: Mapping[Key, Values], right: Mapping[Key, Values]) -> Iterator[Drift]:
    """One for each row that is missing or too many, and for each column that differs; sorted by key."""
    for key in sorted(held.keys() | right.keys(), key=repr):
        name = " ".join(map(str, key))
        one, other = held.get(key), right.get(key)
        if one is None or other is None:
            yield Drift(table, name, one and dict(one), other and dict(other))
            continue
        for column, value in other.items():
            if one[column] != value:
                yield Drift(table, f"{name} {column}", one[column], value)
