from __future__ import annotations

from datetime import timedelta

import pytest

from providers.domain.pauses import next_pause

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("failures", "pause"), [(0, QUARTER), (2, QUARTER), (3, HOUR), (4, DAY), (5, DAY), (99, DAY)]
)
def test_the_third_failure_makes_it_longer(failures: int, pause: timedelta) -> None:
    found = [next_pause(failures, interval=QUARTER, backoff=[HOUR, DAY], seed=seed) for seed in range(21)]

    assert (min(found), max(found)) == (pause * 0.9, pause * 1.1)
    assert len(set(found)) == 21


def test_without_steps_the_interval_stays() -> None:
    assert next_pause(9, interval=QUARTER, backoff=(), seed=10) / QUARTER == pytest.approx(1, abs=0.1)
