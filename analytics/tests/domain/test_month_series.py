from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain.month_names import month_name, short_month
from analytics.domain.month_series import Month, Surplus, best_of, surplus_of, turns, worst_of

amounts = st.integers(0, 10**9).map(lambda units: Decimal(units).scaleb(-2))
series = st.dictionaries(st.integers(0, 30), st.tuples(amounts, amounts), min_size=1, max_size=10).map(
    lambda months: [
        Month(202001 + index // 12 * 100 + index % 12, *flow) for index, flow in sorted(months.items())
    ]
)


def months(*flows: tuple[int, int], first: int = 202501) -> list[Month]:
    return [
        Month(first + place, Decimal(income), Decimal(spent)) for place, (income, spent) in enumerate(flows)
    ]


def test_names() -> None:
    assert [month_name(202500 + month) for month in (1, 5, 12)] == ["January", "May", "December"]
    assert short_month(202509) == "Sep 2025"


def test_best_and_worst_month() -> None:
    found = months((100, 50), (80, 90), (50, 0), (10, 20))
    assert best_of(found) == found[2]  # the later of two equals
    assert worst_of(found) == found[3]
    assert (best_of([]), worst_of([])) == (None, None)


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        ([], []),
        ([(100, 50)], ["stable"]),
        ([(100, 50), (100, 45)], ["stable", "stable"]),  # by 5 of 100
        ([(100, 50), (100, 44)], ["stable", "up"]),
        ([(100, 50), (100, 56)], ["stable", "down"]),
        ([(0, 50), (0, 50), (0, 49)], ["stable", "stable", "up"]),
    ],
)
def test_ups_and_downs_are_more_than_a_twentieth_of_the_months_income(
    flows: list[tuple[int, int]], words: list[str]
) -> None:
    assert turns(months(*flows)) == words


@pytest.mark.parametrize(
    ("flows", "surplus"),
    [
        ([], ("stable", 0, None)),
        ([(100, 60)], ("stable", 40, 40)),
        ([(100, 60), (100, 50), (100, 40)], ("increasing", 50, 65)),  # 70 would be beyond a quarter of 20
        ([(100, 40), (100, 42)], ("stable", 59, "57.5")),
        ([(100, 40), (100, 43)], ("decreasing", "58.5", "56.25")),
    ],
)
def test_surplus(flows: list[tuple[int, int]], surplus: tuple[str, object, object]) -> None:
    word, average, expected = surplus
    wanted = None if expected is None else Decimal(str(expected))
    assert surplus_of(months(*flows)) == Surplus(word, Decimal(str(average)), wanted)  # type: ignore[arg-type]


def test_month_without_rows_leaves_its_gap() -> None:
    jump = [Month(202411, Decimal(10), Decimal(0)), Month(202502, Decimal(40), Decimal(0))]
    assert surplus_of([*jump, Month(202503, Decimal(50), Decimal(0))]).expected == 60


def test_ten_years_make_the_line() -> None:
    old = [Month(200001 + place, Decimal(10**6), Decimal(0)) for place in range(12)]
    new = [
        Month(year * 100 + month, Decimal(7), Decimal(0))
        for year in range(2010, 2020)
        for month in range(1, 13)
    ]
    assert surplus_of(old + new).expected == 7


@settings(max_examples=60)
@given(series)
def test_surplus_lies_between_the_worst_and_the_best(found: list[Month]) -> None:
    best, worst, surplus = best_of(found), worst_of(found), surplus_of(found)
    assert best
    assert worst
    assert worst.net - Decimal("1e-9") <= surplus.average <= best.net + Decimal("1e-9")
    room = (best.net - worst.net) / 4
    assert surplus.expected is not None
    assert worst.net - room <= surplus.expected <= best.net + room
    assert len(turns(found)) == len(found)
