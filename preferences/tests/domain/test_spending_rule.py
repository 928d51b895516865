from __future__ import annotations

from decimal import Decimal

import pytest

from preferences.domain.spending_rule import is_whole


@pytest.mark.parametrize(
    ("needs", "wants", "savings", "whole"),
    [
        ("50", "30", "20", True),
        ("0", "0", "100", True),
        ("33.33", "33.33", "33.34", True),
        ("33.33", "33.33", "33.33", False),
        ("50", "30", "20.01", False),
        ("0", "0", "0", False),
    ],
)
def test_the_shares_are_all_there_is(needs: str, wants: str, savings: str, *, whole: bool) -> None:
    assert is_whole(Decimal(needs), Decimal(wants), Decimal(savings)) is whole
