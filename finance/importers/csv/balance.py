"""The running balance as a witness: differences of balances prove what the amounts mean."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

Time = Literal["oldest", "newest"]  # which row stands first
_ZERO = Decimal(0)


class Proof(NamedTuple):
    """`matches` of `steps` from one balance to the next are explained by the amounts between them."""

    matches: int
    steps: int
    first: Time

    @property
    def holds(self) -> bool:
        return self.matches * 10 >= self.steps * 6 and self.matches > 0


def prove(
    amounts: Sequence[Decimal | None], balances: Sequence[Decimal | None], *, first: Time | None = None
) -> Proof:
    """The better of both directions of time, unless `first` says which one holds."""
    rows = list(zip(amounts, balances, strict=True))
    oldest = Proof(*_follow(rows), "oldest")
    newest = Proof(*_follow(rows[::-1]), "newest")
    if first:
        return oldest if first == "oldest" else newest
    return max(oldest, newest, key=lambda proof: proof.matches)


def _follow(rows: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[int, int]:
    last: Decimal | None = None
    moved = _ZERO
    matches = steps = 0
    for amount, balance in rows:
        moved += amount or _ZERO
        if balance is None:
            continue
        if last is not None and (moved or balance != last):
            steps += 1
            matches += balance - last == moved
        last, moved = balance, _ZERO
    return matches, steps
