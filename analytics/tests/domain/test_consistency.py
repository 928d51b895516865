from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain.consistency import consistency

amounts = st.lists(st.integers(0, 10**9).map(Decimal), max_size=24)


@pytest.mark.parametrize(
    ("months", "score"),
    [
        ([], "1"),
        ([5], "1"),
        ([0, 0], "1"),
        ([30, 30, 30], "1"),
        ([80, 120], "0.8"),  # mean 100, deviation 20
        ([2, 4, 4, 4, 5, 5, 7, 9], "0.6"),  # mean 5, deviation 2
        ([0, 100], "0"),
        ([0, 0, 0, 100], "0"),
        ([-10, 10], "0"),
        ([-10, -20], "0"),
    ],
)
def test_by_hand(months: list[int], score: str) -> None:
    assert consistency([Decimal(month) for month in months]) == Decimal(score)


@settings(max_examples=60)
@given(amounts, st.integers(1, 1000))
def test_is_a_share_and_knows_no_currency(months: list[Decimal], times: int) -> None:
    score = consistency(months)
    assert 0 <= score <= 1
    assert abs(consistency([month * times for month in months]) - score) < Decimal("1e-9")
