"""Shares of a whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finance.domain.ratio import ratio


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("120000", "285000", "0.4211"),
        ("165000", "450000", "0.3667"),
        ("1", "20000", "0.0000"),  # 0.00005 is half way: to the even neighbour
        ("3", "20000", "0.0002"),
        ("-50", "200", "-0.2500"),
        ("5", "0", "0"),
    ],
)
def test_four_places_half_even(part: str, whole: str, expected: str) -> None:
    result = ratio(Decimal(part), Decimal(whole))
    assert result == Decimal(expected)
    assert str(result) == expected
