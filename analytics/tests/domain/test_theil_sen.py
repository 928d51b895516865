from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain.theil_sen import Line, Point, forecast, theil_sen

amounts = st.integers(-(10**9), 10**9).map(lambda units: Decimal(units).scaleb(-2))
series = st.dictionaries(st.integers(0, 40), amounts, min_size=1, max_size=12).map(
    lambda points: sorted(points.items())
)


def points(*values: int) -> list[Point]:
    return [(x, Decimal(value)) for x, value in enumerate(values)]


def test_line_of_a_line() -> None:
    assert theil_sen(points(10, 13, 16, 19)) == Line(Decimal(3), Decimal(10))
    assert theil_sen([(0, Decimal(10)), (4, Decimal(22))]).at(8) == 34


def test_one_odd_month_turns_nothing() -> None:
    assert theil_sen(points(10, 13, 1000, 19, 22)) == Line(Decimal(3), Decimal(10))


def test_medians_by_hand() -> None:
    # The slopes are 4, 1 and -2; a slope of 1 leaves 0, 3 and 0.
    assert theil_sen(points(0, 4, 2)) == Line(Decimal(1), Decimal(0))


def test_single_point_is_level() -> None:
    assert theil_sen(points(7)) == Line(Decimal(0), Decimal(7))
    assert forecast(points(7), 1) == 7


def test_forecast_stays_within_a_quarter_beyond_the_observed_range() -> None:
    assert forecast(points(0, 100), 1) == 100
    assert forecast(points(0, 100), 2) == 125
    assert forecast(points(100, 0), 2) == -25
    assert forecast(points(0, 100, 200), 3) == 250


@settings(max_examples=60)
@given(series, amounts)
def test_raising_every_month_raises_line_and_forecast(found: list[Point], by: Decimal) -> None:
    raised = [(x, y + by) for x, y in found]
    assert abs(theil_sen(raised).at(5) - theil_sen(found).at(5) - by) < Decimal("1e-6")
    assert abs(forecast(raised, 41) - forecast(found, 41) - by) < Decimal("1e-6")


@settings(max_examples=60)
@given(series)
def test_forecast_is_bounded(found: list[Point]) -> None:
    values = [y for _, y in found]
    room = (max(values) - min(values)) / 4
    assert min(values) - room <= forecast(found, 100) <= max(values) + room
