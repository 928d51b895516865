from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analytics.domain.rhythm import Visits, days_between, is_monthly

JANUARY, MARCH, OCTOBER = date(2025, 1, 5), date(2025, 3, 5), date(2025, 10, 5)


@pytest.mark.parametrize(
    ("visits", "days"),
    [
        (Visits(1, JANUARY, JANUARY, 1), None),
        (Visits(3, JANUARY, MARCH, 3), "29.5"),
        (Visits(4, JANUARY, MARCH, 3), "19.7"),
        (Visits(2, JANUARY, JANUARY, 1), "0.0"),
    ],
)
def test_days_between(visits: Visits, days: str | None) -> None:
    assert days_between(visits) == (None if days is None else Decimal(days))


@pytest.mark.parametrize(
    ("visits", "monthly"),
    [
        (Visits(3, JANUARY, MARCH, 3), True),
        (Visits(2, JANUARY, date(2025, 2, 5), 2), False),  # too few
        (Visits(9, JANUARY, OCTOBER, 9), True),  # one of ten months left out
        (Visits(8, JANUARY, OCTOBER, 8), False),  # two
        (Visits(11, JANUARY, OCTOBER, 10), True),  # one month with a second purchase
        (Visits(12, JANUARY, OCTOBER, 10), False),  # two
        (Visits(40, JANUARY, OCTOBER, 10), False),  # a supermarket
    ],
)
def test_monthly(visits: Visits, monthly: bool) -> None:
    assert is_monthly(visits) is monthly
