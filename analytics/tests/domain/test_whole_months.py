from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain.whole_months import pieces_of
from config.lib.periods import DateRange, period_of

days = st.integers(0, 500).map(lambda days: date(2024, 1, 1) + timedelta(days))
spans = st.tuples(st.none() | days, st.none() | days)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "edges"),
    [
        ("", "", 101, 999912, []),
        ("2025-01-01", "2025-01-31", 202501, 202501, []),
        ("2025-01-01", "2025-12-31", 202501, 202512, []),
        ("2025-01-02", "", 202502, 999912, [("2025-01-02", "2025-01-31")]),
        ("", "2025-02-27", 101, 202501, [("2025-02-01", "2025-02-27")]),
        (
            "2025-01-31",
            "2025-02-01",
            202502,
            202501,
            [("2025-01-31", "2025-01-31"), ("2025-02-01", "2025-02-01")],
        ),
        (
            "2025-01-05",
            "2025-03-30",
            202502,
            202502,
            [("2025-01-05", "2025-01-31"), ("2025-03-01", "2025-03-30")],
        ),
    ],
)
def test_pieces(start: str, end: str, first: int, last: int, edges: list[tuple[str, str]]) -> None:
    pieces = pieces_of(DateRange(day(start), day(end)))
    assert (pieces.first, pieces.last) == (first, last)
    assert list(pieces.edges) == [DateRange(day(left), day(right)) for left, right in edges]


@pytest.mark.parametrize(("start", "end"), [("2025-01-01", "2025-01-30"), ("2025-01-02", "2025-01-31")])
def test_part_of_a_month_is_one_edge(start: str, end: str) -> None:
    span = DateRange(day(start), day(end))
    pieces = pieces_of(span)
    assert pieces.first > pieces.last
    assert pieces.edges == (span,)


def test_range_turned_round_has_no_days() -> None:
    pieces = pieces_of(DateRange(day("2025-02-10"), day("2025-01-05")))
    assert pieces.first > pieces.last
    assert pieces.edges == ()


@settings(max_examples=100)
@given(spans, days)
def test_every_day_is_in_one_piece(ends: tuple[date | None, date | None], probe: date) -> None:
    span = DateRange(*ends)
    pieces = pieces_of(span)
    places = [pieces.first <= period_of(probe) <= pieces.last, *(probe in edge for edge in pieces.edges)]
    assert sum(places) == (probe in span)
