"""Finds rows of a person's own accounts that may be the two ends of one transfer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

WINDOW_DAYS = 4
TOLERANCE = 50  # 1/50 = 2 %: what an exchange may cost


class Leg(NamedTuple):
    """`amount` is signed, in units of 1/10,000; `value` the same in the owner's base currency, None while no
    rate is known.
    """

    id: int
    account: int
    date: date
    amount: int
    currency: str
    value: int | None


class Pair(NamedTuple):
    outgoing: int
    incoming: int
    reason: str


def find_transfers(
    new: Iterable[Leg], held: Iterable[Leg], *, settled: Collection[tuple[int, int]] = ()
) -> list[Pair]:
    """Pair each row with at most one of another account and opposite sign, at most four days apart, of the
    same amount, or in another currency worth the same within 2 %.

    At least one row of a pair is new. `settled` are pairs (outgoing, incoming) that were proposed before. The
    same currency comes first, then the nearest day, then the nearest amount.
    """
    fresh = list(new)
    ids = {leg.id for leg in fresh}
    legs = [*fresh, *(leg for leg in held if leg.id not in ids)]
    arriving: dict[date, list[Leg]] = defaultdict(list)
    for leg in legs:
        if leg.amount > 0:
            arriving[leg.date].append(leg)
    found = [
        (*cost, out.id, into.id)
        for out in legs
        if out.amount < 0
        for into in _near(arriving, out.date)
        if (out.id in ids or into.id in ids) and (cost := _cost(out, into)) is not None
    ]
    return _best(found, settled)


def _best(found: list[tuple[int, int, int, int, int]], settled: Collection[tuple[int, int]]) -> list[Pair]:
    taken: set[int] = set()
    pairs = []
    for foreign, days, _, outgoing, incoming in sorted(found):
        if (outgoing, incoming) in settled or outgoing in taken or incoming in taken:
            continue
        taken |= {outgoing, incoming}
        pairs.append(Pair(outgoing, incoming, _reason(foreign, days)))
    return pairs


def _near(arriving: dict[date, list[Leg]], day: date) -> Iterable[Leg]:
    first = day.toordinal() - WINDOW_DAYS
    for number in range(max(1, first), min(first + 2 * WINDOW_DAYS, date.max.toordinal()) + 1):
        yield from arriving.get(date.fromordinal(number), ())


def _cost(out: Leg, into: Leg) -> tuple[int, int, int] | None:
    """The smaller the better; None for what cannot be one transfer."""
    if out.account == into.account:
        return None
    days = abs((into.date - out.date).days)
    if out.currency == into.currency:
        return (0, days, 0) if out.amount == -into.amount else None
    if out.value is None or into.value is None:
        return None
    difference = abs(out.value + into.value)
    return (1, days, difference) if difference * TOLERANCE <= -out.value else None


def _reason(foreign: int, days: int) -> str:
    when = "same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
    return f"{'Same value in another currency' if foreign else 'Same amount'}, {when}"
