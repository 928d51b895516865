"""Which import saw a row last."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from finance.domain.last_seen import LastSeen


def at(day: int) -> datetime:
    return datetime(2026, 1, day, tzinfo=UTC)


BORN = datetime(2025, 12, 31, tzinfo=UTC)


def test_row_without_import_was_last_seen_at_birth() -> None:
    assert LastSeen([]).of(7, created_at=BORN) == BORN


def test_both_ends_of_a_range_belong_to_it() -> None:
    seen = LastSeen([(at(3), [[5, 7]])])
    assert [seen.of(row, created_at=BORN) for row in (4, 5, 7, 8)] == [BORN, at(3), at(3), BORN]


def test_newest_of_overlapping_imports_counts_whatever_their_order() -> None:
    sightings = [(at(9), [[3, 4]]), (at(2), [[1, 10]]), (at(5), [[4, 6], [9, 9]])]
    expected = {1: at(2), 3: at(9), 4: at(9), 5: at(5), 7: at(2), 9: at(5), 10: at(2), 11: BORN}
    for order in (sightings, sightings[::-1]):
        seen = LastSeen(order)
        assert {row: seen.of(row, created_at=BORN) for row in expected} == expected


ranges = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 10)).map(lambda pair: [pair[0], pair[0] + pair[1]]),
    max_size=6,
)


@given(st.lists(st.tuples(st.integers(1, 28).map(at), ranges), max_size=6))
def test_agrees_with_asking_every_import(sightings: list[tuple[datetime, list[list[int]]]]) -> None:
    seen = LastSeen(sightings)
    for row in range(55):
        instants = [when for when, held in sightings if any(first <= row <= last for first, last in held)]
        assert seen.of(row, created_at=BORN) == max(instants, default=BORN)
