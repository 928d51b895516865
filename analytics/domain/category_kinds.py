"""Finds the categories that preferences name.

A name means every category and subcategory of that name, a category with all below it;
`Category::Subcategory` means that one only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from config.lib.text import fold

_BETWEEN: Final = "::"


class Place(NamedTuple):
    """A category in the tree by folded names; a top category has none of its own below it."""

    id: int
    top: str
    sub: str | None


def named(names: Iterable[str], places: Iterable[Place]) -> frozenset[int]:
    """Unknown names have no ids."""
    keys = {_BETWEEN.join(fold(part) for part in name.split(_BETWEEN)) for name in names}
    return frozenset(
        place.id for place in places if keys & {place.top, place.sub, f"{place.top}{_BETWEEN}{place.sub}"}
    )


def apart(lists: Iterable[Iterable[str]], places: Sequence[Place]) -> list[frozenset[int]]:
    """The ids of each list; what several lists name belongs to the first."""
    found: list[frozenset[int]] = []
    for names in lists:
        found.append(named(names, places).difference(*found))
    return found
