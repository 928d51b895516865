from __future__ import annotations

import pytest

from config.bench.measures import Measure, duration
from config.bench.report import HEAD, floors, table


@pytest.mark.parametrize(
    ("measure", "holds", "gates", "bound"),
    [
        (Measure("a", 3.9, floor=1.0, most=4), True, True, "≤ 4×"),
        (Measure("a", 4.1, floor=1.0, most=4), False, True, "≤ 4×"),
        (Measure("a", 0.024, floor=0.010, most=2, slack=0.005), True, True, "≤ 2× + 5 ms"),
        (Measure("a", 0.026, floor=0.010, most=2, slack=0.005), False, True, "≤ 2× + 5 ms"),
        (Measure("a", 0.049, limit=0.05), True, False, "≤ 50 ms"),
        (Measure("a", 0.051, limit=0.05), False, False, "≤ 50 ms"),
        (Measure("a", 499, "MB", limit=500), True, True, "≤ 500 MB"),
        (Measure("a", 9.9, "×", limit=10, at_least=True), False, True, "≥ 10 ×"),
        (Measure("a", 10, "×", limit=10, at_least=True), True, True, "≥ 10 ×"),
        (Measure("a", 1), None, False, ""),
    ],
)
def test_a_measure_is_held_to_its_bound(
    measure: Measure, holds: bool | None, gates: bool, bound: str
) -> None:
    assert (measure.holds, measure.gates, measure.bound) == (holds, gates, bound)


def test_durations_read_well() -> None:
    assert [duration(seconds) for seconds in (0.00042, 0.25, 1.0, 12.345)] == [
        "0.4 ms", "250.0 ms", "1.00 s", "12.35 s"
    ]  # fmt: skip


def test_the_table_is_aligned() -> None:
    lines = list(
        table(
            "SQLite",
            [
                Measure("T1 upload", 2, rows=100_000, floor=1, most=4, peak=200 * 1024 * 1024),
                Measure("T6 search", 0.05, floor=0.01, most=2, slack=0.005),
            ],
        )
    )
    assert lines == [
        "SQLite",
        "Task       Measured  Rows/s  Peak MB    Floor  Ratio  Bound        Holds",
        "T1 upload    2.00 s  50,000      200   1.00 s   2.00  ≤ 4×         yes",
        "T6 search   50.0 ms                   10.0 ms   5.00  ≤ 2× + 5 ms  NO",
    ]
    assert len(HEAD) == 8


def test_every_floor_is_named() -> None:
    text = "\n".join(floors())
    assert all(f"\n  {task}  " in text for task in ("T1", "T2", "T3", "T6", "T8", "T9"))
