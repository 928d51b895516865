"""When a source last contained a row, known without having rewritten the row each time it did."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import heappop, heappush

Ranges = Sequence[Sequence[int]]


class LastSeen:
    """Instants of imports by the row ids that they contained, as [first, last] ranges, both inclusive.

    The order of `sightings` does not matter, and their ranges may overlap. They are merged once into
    disjoint stretches, so that a row costs one bisection however many imports there were.
    """

    def __init__(self, sightings: Iterable[tuple[datetime, Ranges]]) -> None:
        self._starts: list[int] = []
        self._latest: list[datetime | None] = []
        self._merge(sorted(sightings, key=lambda sighting: sighting[0], reverse=True))

    def of(self, row_id: int, *, created_at: datetime) -> datetime:
        """The newest import that contained the row, or the row's birth if none did."""
        place = bisect_right(self._starts, row_id) - 1
        seen = self._latest[place] if place >= 0 else None
        return seen or created_at

    def _merge(self, newest_first: Sequence[tuple[datetime, Ranges]]) -> None:
        """Walk over the ids where a range begins or ends, and note the newest of those open there."""
        ranges = [(first, rank, last) for rank, (_, held) in enumerate(newest_first) for first, last in held]
        ranges.sort(reverse=True)
        edges = {first for first, _, _ in ranges} | {last + 1 for _, _, last in ranges}
        entered: list[tuple[int, int]] = []
        for edge in sorted(edges):
            while ranges and ranges[-1][0] == edge:
                _, rank, last = ranges.pop()
                heappush(entered, (rank, last))
            while entered and entered[0][1] < edge:
                heappop(entered)
            self._starts.append(edge)
            self._latest.append(newest_first[entered[0][0]][0] if entered else None)
