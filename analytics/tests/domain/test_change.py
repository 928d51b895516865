from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.domain.change import change_pct, trend, turn


@pytest.mark.parametrize(
    ("now", "before", "pct"),
    [
        ("110", "100", "10.00"),
        ("0", "3", "-100.00"),
        ("1", "3", "-66.67"),
        ("-50", "-100", "50.00"),
        ("50", "-100", "150.00"),
        ("2.00025", "2", "0.01"),
        ("2.0001", "2", "0.00"),
        ("5", "0", None),
    ],
)
def test_change_is_of_the_size_before(now: str, before: str, pct: str | None) -> None:
    assert str(change_pct(Decimal(now), Decimal(before))) == str(pct)


@pytest.mark.parametrize(
    ("difference", "word", "short"),
    [
        (11, "increasing", "up"),
        (10, "stable", "stable"),
        (-10, "stable", "stable"),
        (-11, "decreasing", "down"),
    ],
)
def test_words(difference: int, word: str, short: str) -> None:
    assert trend(Decimal(difference), tolerance=Decimal(10)) == word
    assert turn(Decimal(difference), tolerance=Decimal(10)) == short


def test_without_tolerance_anything_moves() -> None:
    assert trend(Decimal("0.01"), tolerance=Decimal(0)) == "increasing"
    assert trend(Decimal(0), tolerance=Decimal(0)) == "stable"
