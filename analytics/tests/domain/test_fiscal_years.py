from __future__ import annotations

from datetime import date

import pytest

from analytics.domain.fiscal_years import is_over, months_of


@pytest.mark.parametrize(
    ("start", "months"), [(4, "Apr 2025 - Mar 2026"), (1, "Jan 2025 - Dec 2025"), (12, "Dec 2025 - Nov 2026")]
)
def test_months(start: int, months: str) -> None:
    assert months_of(2025, start) == months


@pytest.mark.parametrize(
    ("start", "today", "over"),
    [
        (4, date(2026, 3, 31), False),
        (4, date(2026, 4, 1), True),
        (1, date(2025, 12, 31), False),
        (1, date(2026, 1, 1), True),
    ],
)
def test_a_year_is_over_after_its_last_day(start: int, today: date, over: bool) -> None:
    assert is_over(2025, start, today=today) is over
