from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.domain.percentage import percent_of


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [("1", "3", "33.33"), ("2", "3", "66.67"), ("3", "3", "100.00"), ("-1", "4", "-25.00"), ("5", "0", "0")],
)
def test_percentage(part: str, whole: str, percent: str) -> None:
    assert str(percent_of(Decimal(part), Decimal(whole))) == percent
