from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lib.errors import Invalid
from config.lib.periods import (
    TIME_RANGES,
    DateRange,
    add_months,
    fiscal_year_label,
    fiscal_year_of,
    fiscal_year_range,
    month_end,
    month_start,
    months_between,
    period_label,
    period_of,
    period_range,
    previous_period,
    resolve,
)

days = st.dates(date(1900, 1, 1), date(2126, 12, 31))


def test_a_period_is_a_month() -> None:
    assert period_of(date(2025, 1, 31)) == 202501
    assert period_label(202501) == "2025-01"
    assert (previous_period(202501), previous_period(202512)) == (202412, 202511)
    assert period_range(202402) == DateRange(date(2024, 2, 1), date(2024, 2, 29))


@given(days)
def test_a_day_lies_in_its_period(day: date) -> None:
    assert day in period_range(period_of(day))
    assert period_label(period_of(day)) == day.isoformat()[:7]
    assert month_start(day).day == 1
    assert (month_end(day) + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-31", "2025-01-01", 0),
        ("2025-01-31", "2025-02-01", 1),
        ("2024-12-01", "2025-12-31", 12),
        ("2025-03-01", "2024-12-31", -3),
    ],
)
def test_months_between(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_m19_month_ends_do_not_drift() -> None:
    anchor = date(2025, 1, 31)
    assert [add_months(anchor, n).day for n in range(13)] == [
        31,
        28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
        31,
    ]
    assert add_months(anchor, 13) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert add_months(date(2025, 1, 15), -1) == date(2024, 12, 15)
    assert add_months(date(2025, 3, 31), -13) == date(2024, 2, 29)


@given(days, st.integers(-600, 600))
def test_adding_months_moves_by_exactly_that_many(anchor: date, n: int) -> None:
    moved = add_months(anchor, n)
    assert months_between(anchor, moved) == n
    assert moved.day == min(anchor.day, month_end(moved).day)


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        ("2025-01-01", "2025-01-31", ["2025-01-01", "2025-01-31"], ["2024-12-31", "2025-02-01"]),
        (None, "2025-01-31", ["1900-01-01", "2025-01-31"], ["2025-02-01"]),
        ("2025-01-01", None, ["2025-01-01", "2999-01-01"], ["2024-12-31"]),
        (None, None, ["1900-01-01", "2999-01-01"], []),
    ],
)
def test_both_ends_belong_to_a_range(
    start: str | None, end: str | None, inside: list[str], outside: list[str]
) -> None:
    span = DateRange(start and date.fromisoformat(start), end and date.fromisoformat(end))  # type: ignore[arg-type]
    assert all(date.fromisoformat(day) in span for day in inside)
    assert not any(date.fromisoformat(day) in span for day in outside)


TODAY = {
    "2026-11-20": {
        "all_time": (None, None),
        "this_month": ("2026-11-01", "2026-11-20"),
        "last_month": ("2026-10-01", "2026-10-31"),
        "last_3_months": ("2026-08-01", "2026-11-20"),
        "last_6_months": ("2026-05-01", "2026-11-20"),
        "last_12_months": ("2025-11-01", "2026-11-20"),
        "this_year": ("2026-01-01", "2026-11-20"),
        "last_year": ("2025-01-01", "2025-12-31"),
        "fy": ("2026-04-01", "2026-11-20"),
    },
    "2024-03-31": {
        "all_time": (None, None),
        "this_month": ("2024-03-01", "2024-03-31"),
        "last_month": ("2024-02-01", "2024-02-29"),
        "last_3_months": ("2023-12-01", "2024-03-31"),
        "last_6_months": ("2023-09-01", "2024-03-31"),
        "last_12_months": ("2023-03-01", "2024-03-31"),
        "this_year": ("2024-01-01", "2024-03-31"),
        "last_year": ("2023-01-01", "2023-12-31"),
        "fy": ("2023-04-01", "2024-03-31"),
    },
    "2025-01-01": {
        "all_time": (None, None),
        "this_month": ("2025-01-01", "2025-01-01"),
        "last_month": ("2024-12-01", "2024-12-31"),
        "last_3_months": ("2024-10-01", "2025-01-01"),
        "last_6_months": ("2024-07-01", "2025-01-01"),
        "last_12_months": ("2024-01-01", "2025-01-01"),
        "this_year": ("2025-01-01", "2025-01-01"),
        "last_year": ("2024-01-01", "2024-12-31"),
        "fy": ("2024-04-01", "2025-01-01"),
    },
}


@pytest.mark.parametrize("today", TODAY)
def test_every_named_range(today: str) -> None:
    for name, expected in TODAY[today].items():
        span = resolve(name, today=date.fromisoformat(today))
        assert (span.start and span.start.isoformat(), span.end and span.end.isoformat()) == expected, name
    assert tuple(TODAY[today]) == TIME_RANGES


@given(days, st.sampled_from(TIME_RANGES), st.integers(1, 12))
def test_a_range_never_reaches_past_today(today: date, name: str, fiscal_start: int) -> None:
    span = resolve(name, today=today, fiscal_start=fiscal_start)
    if name != "all_time":
        assert span.start is not None
        assert span.end is not None
        assert span.start <= span.end <= today


@pytest.mark.parametrize("name", ["", "last_2_months", "ALL_TIME", "today", "fy2025"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        resolve(name, today=date(2026, 11, 20))
    assert refused.value.errors is not None
    assert "all_time" in refused.value.errors["time_range"][0]


@pytest.mark.parametrize(
    ("day", "fiscal_start", "year", "label", "start", "end"),
    [
        ("2026-03-31", 4, 2025, "2025-26", "2025-04-01", "2026-03-31"),
        ("2026-04-01", 4, 2026, "2026-27", "2026-04-01", "2027-03-31"),
        ("2099-05-01", 4, 2099, "2099-00", "2099-04-01", "2100-03-31"),
        ("2026-01-01", 1, 2026, "2026", "2026-01-01", "2026-12-31"),
        ("2026-11-30", 12, 2025, "2025-26", "2025-12-01", "2026-11-30"),
        ("2024-02-29", 3, 2023, "2023-24", "2023-03-01", "2024-02-29"),
    ],
)
def test_fiscal_years(day: str, fiscal_start: int, year: int, label: str, start: str, end: str) -> None:
    assert fiscal_year_of(date.fromisoformat(day), fiscal_start) == year
    assert fiscal_year_label(year, fiscal_start) == label
    span = fiscal_year_range(year, fiscal_start)
    assert span == DateRange(date.fromisoformat(start), date.fromisoformat(end))


@given(days, st.integers(1, 12))
def test_a_day_lies_in_its_fiscal_year(day: date, fiscal_start: int) -> None:
    assert day in fiscal_year_range(fiscal_year_of(day, fiscal_start), fiscal_start)
