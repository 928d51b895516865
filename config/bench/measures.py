"""One measured figure, and what was promised of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """Seconds of a task (or of its first byte, or a factor or a size where `unit` says so).

    `floor` is that of the bare statement; `most` bounds the ratio to it, plus `slack` seconds. A bound on the
    value itself is `limit` (`at_least` turns it round). Ratios are the promise; of the rest only sizes and
    factors gate, because seconds alone say more of the machine than of the product.
    """

    task: str
    value: float
    unit: str = "s"
    rows: int | None = None
    floor: float | None = None
    most: float | None = None
    slack: float = 0
    limit: float | None = None
    at_least: bool = False
    peak: int | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def rate(self) -> float | None:
        return self.rows / self.value if self.rows and self.value else None

    @property
    def holds(self) -> bool | None:
        """None where nothing was promised."""
        if self.floor is not None and self.most is not None:
            return self.value <= self.most * self.floor + self.slack
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def gates(self) -> bool:
        return self.most is not None or self.unit != "s"

    @property
    def bound(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}×" + (f" + {self.slack * 1000:g} ms" if self.slack else "")
        if self.limit is None:
            return ""
        shown = f"{self.limit * 1000:g} ms" if self.unit == "s" else f"{self.limit:g} {self.unit}"
        return f"{'≥' if self.at_least else '≤'} {shown}"

    @property
    def shown(self) -> str:
        if self.unit != "s":
            return f"{self.value:.1f} {self.unit}"
        return duration(self.value)


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
