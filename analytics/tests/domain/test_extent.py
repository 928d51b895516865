from __future__ import annotations

from datetime import date

import pytest

from analytics.domain.extent import Extent, closing_day, days_before, extent_of, full_months, last_days
from config.lib.periods import DateRange

ROWS = DateRange(date(2025, 3, 4), date(2025, 5, 6))
NEVER = DateRange(None, None)


@pytest.mark.parametrize(
    ("span", "rows", "extent"),
    [
        (NEVER, ROWS, Extent(date(2025, 3, 4), date(2025, 5, 6))),
        (DateRange(date(2025, 1, 1), None), ROWS, Extent(date(2025, 1, 1), date(2025, 5, 6))),
        (DateRange(None, date(2025, 12, 31)), ROWS, Extent(date(2025, 3, 4), date(2025, 12, 31))),
        (DateRange(date(2025, 1, 1), date(2025, 1, 1)), NEVER, Extent(date(2025, 1, 1), date(2025, 1, 1))),
        (DateRange(date(2025, 1, 1), None), NEVER, None),
        (NEVER, NEVER, None),
    ],
)
def test_open_ends_are_at_the_rows(span: DateRange, rows: DateRange, extent: Extent | None) -> None:
    assert extent_of(span, rows) == extent


def test_days_and_months_include_both_ends() -> None:
    extent = Extent(date(2025, 1, 31), date(2025, 2, 1))
    assert (extent.days, extent.months) == (2, 2)


@pytest.mark.parametrize(
    ("end", "last", "day"),
    [
        (date(2025, 2, 3), date(2025, 1, 1), date(2025, 2, 3)),
        (None, date(2025, 3, 4), date(2025, 3, 31)),  # long over
        (None, date(2025, 7, 4), date(2025, 7, 10)),  # running
        (None, date(2025, 7, 20), date(2025, 7, 20)),  # entered ahead
        (None, date(2026, 1, 5), date(2026, 1, 5)),
    ],
)
def test_day_that_closes_a_range(end: date | None, last: date, day: date) -> None:
    assert closing_day(DateRange(None, end), last, date(2025, 7, 10)) == day


def test_windows() -> None:
    window = last_days(date(2025, 3, 30), 30)
    assert window == DateRange(date(2025, 3, 1), date(2025, 3, 30))
    assert days_before(window, date(2025, 2, 1)) == DateRange(date(2025, 2, 1), date(2025, 2, 28))
    assert days_before(window, date(2025, 2, 28)) == DateRange(date(2025, 2, 28), date(2025, 2, 28))
    assert days_before(window, date(2025, 3, 1)) is None
    assert days_before(DateRange(None, date(2025, 3, 1)), date(2025, 1, 1)) is None


def test_full_months_are_over() -> None:
    assert full_months(date(2025, 3, 31), 3) == (202501, 202502, 202503)
    assert full_months(date(2025, 3, 30), 3) == (202412, 202501, 202502)
    assert full_months(date(2024, 2, 29), 1) == (202402,)
