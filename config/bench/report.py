"""The table of the bench."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from config.bench.floors import NAMES
from config.bench.measures import Measure, duration
from config.bench.server import MB
from config.lib.texttable import aligned

HEAD = ("Task", "Measured", "Rows/s", "Peak MB", "Floor", "Ratio", "Bound", "Holds")


def table(database: str, measures: Sequence[Measure]) -> Iterator[str]:
    yield database
    yield from aligned([HEAD, *map(_line, measures)], right=range(1, 6))


def floors() -> Iterator[str]:
    yield "Floors (the ratio is that of measured to floor):"
    for task, text in NAMES.items():
        first, *rest = wrap(text, 96)
        yield f"  {task}  {first}"
        yield from (f"      {line}" for line in rest)


def _line(one: Measure) -> tuple[str, ...]:
    return (
        one.task,
        one.shown,
        f"{one.rate:,.0f}" if one.rate else "",
        f"{one.peak / MB:.0f}" if one.peak else "",
        duration(one.floor) if one.floor else "",
        f"{one.ratio:.2f}" if one.ratio else "",
        one.bound,
        {True: "yes", False: "NO", None: ""}[one.holds],
    )
