"""Sets of row ids as [first, last] ranges, which stay small because an import's ids are neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def ranges_of(ids: Iterable[int]) -> list[list[int]]:
    """Ascending, disjoint, both ends inclusive."""
    ranges: list[list[int]] = []
    for number in sorted(set(ids)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def expand(ranges: Iterable[Sequence[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)
