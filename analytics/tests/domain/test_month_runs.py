from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.domain.month_runs import EVERYTHING, MOST_RUNS, Run, runs_of
from config.lib.periods import DateRange

months = st.builds(lambda year, month: year * 100 + month, st.integers(2020, 2024), st.integers(1, 12))


@pytest.mark.parametrize(
    ("periods", "runs"),
    [
        ([], []),
        ([202501], [(202501, 202501)]),
        ([202501, 202412, 202501], [(202412, 202501)]),
        ([202503, 202501], [(202501, 202501), (202503, 202503)]),
        ([202411, 202412, 202501, 202503], [(202411, 202501), (202503, 202503)]),
        ([202501, 202503, 202505, 202507, 202509, 202511, 202601], [(202501, 202601)]),
        ([202501, 0], [EVERYTHING]),
    ],
)
def test_neighbours_are_one_run(periods: list[int], runs: list[tuple[int, int]]) -> None:
    assert runs_of(periods) == runs


def test_a_run_has_whole_months() -> None:
    assert Run(202402, 202404).span == DateRange(date(2024, 2, 1), date(2024, 4, 30))
    assert EVERYTHING.span == DateRange(date(1, 1, 1), date(9999, 12, 31))


@given(st.sets(months))
def test_every_month_is_in_exactly_one_run(periods: set[int]) -> None:
    runs = runs_of(periods)

    assert len(runs) <= MOST_RUNS
    assert all(sum(run.first <= month <= run.last for run in runs) == 1 for month in periods)
    assert runs == sorted(runs)
