from __future__ import annotations

from datetime import date

import pytest

from finance.importers.csv.dates import read_dates
from finance.importers.csv.months import month_of

END = date(2024, 1, 31)
SPRING = (date(2024, 4, 3), date(2024, 3, 4), None)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-31", "2024/1/31", "2024.01.31.", "2024 01 31", "20240131", "20240131120000[0:GMT]",
        "20240131T120000Z", "2024-01-31T23:30:00+05:30", "2024-01-31 23:59:59.123", "2024年1月31日",
        "31 Jan 2024",
        "31-Jan-24", "31JAN2024", "31. Januar 2024", "31 janv. 2024", "31 de enero de 2024", "31-gen-2024",
        "Jan 31, 2024", "January 31st, 2024", "2024-Jan-31", "Wed, 31 Jan 2024 10:22:33 GMT",
        "Wed Jan 31 2024", "31 Jan 2024 at 10:22", "Jan 31, 2024 10:22 PM", "31 sty 2024", "31 января 2024",
    ],
)  # fmt: skip
def test_reads_the_same_under_every_order(cell: str) -> None:
    assert read_dates(cell) == (END, END, END)


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2024", "3/4/2024", "03.04.2024", "03-04-2024", "03 04 2024", "03/04-2024", "03/04/2024 10:22",
        "03.04.2024, 10:22:11", "3/4/2024 1:02 PM", "Mi 03.04.2024",
    ],
)  # fmt: skip
def test_keeps_both_readings_of_day_and_month(cell: str) -> None:
    assert read_dates(cell) == SPRING


@pytest.mark.parametrize(
    ("cell", "readings"),
    [
        ("31/01/2024", (END, None, None)),
        ("01/31/2024", (None, END, None)),
        ("01/31/24", (None, END, None)),
        ("24/01/31", (date(2031, 1, 24), None, END)),
        ("03/04/05", (date(2005, 4, 3), date(2005, 3, 4), date(2003, 4, 5))),
        ("01/31/69", (None, date(2069, 1, 31), None)),
        ("01/31/70", (None, date(1970, 1, 31), None)),
    ],
)
def test_excludes_what_no_calendar_has(cell: str, readings: tuple[date | None, ...]) -> None:
    assert read_dates(cell) == readings


@pytest.mark.parametrize(
    "cell",
    [
        "", "DEBIT", "31.01.", "January 2024", "13/13/2024", "31/02/2024", "0001-01-01", "2024-13-01",
        "12.50",
        "1,234.56", "1899-12-31", "2101-01-01", "31 Foo 2024", "2024-01-31,12.50",
        "x" * 70, "-2024-01-31", "99/99/99",
        "1706690000", "31012024",
    ],
)  # fmt: skip
def test_takes_nothing_else_for_a_date(cell: str) -> None:
    assert read_dates(cell) is None


@pytest.mark.parametrize(
    ("cell", "readings"),
    [
        ("31012024", (END, None, None)),
        ("310124", (END, None, date(2031, 1, 24))),
        ("1706690000", (END, END, END)),
        ("1706690000123", (END, END, END)),
        ("12", None),
        ("99999999", None),
    ],
)
def test_a_heading_makes_dates_of_bare_digits(cell: str, readings: tuple[date | None, ...] | None) -> None:
    assert read_dates(cell, loose=True) == readings


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Jan", 1), ("FÉVRIER", 2), ("mrt", 3), ("März", 3), ("kwi", 4), ("maj", 5), ("juin", 6),
        ("juil", 7), ("août", 8),
        ("Sept", 9), ("Okt", 10), ("Nov", 11), ("dic", 12), ("srpen", 8), ("cerven", 6), ("Aralık", 12),
        ("lis", 11),
        ("foo", None), ("ju", None), ("jui", None),
    ],
)  # fmt: skip
def test_months_in_many_languages(name: str, number: int | None) -> None:
    assert month_of(name) == number
