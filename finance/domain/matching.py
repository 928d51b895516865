"""Finds rows of different sources that may be one and the same payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

WINDOW_DAYS = 3
THRESHOLD = 60


class Payment(NamedTuple):
    """`text` is folded note and merchant; `amount` in units of 1/10,000."""

    id: int
    account: int
    type: str
    amount: int
    date: date
    text: str


class Match(NamedTuple):
    new: int
    held: int
    score: int
    reason: str


def find_duplicates(new: Iterable[Payment], held: Iterable[Payment]) -> list[Match]:
    """Pair each new payment with at most one held one: same account, type and amount, within three days.

    `score` is the likeness of the texts, 0..100 (rapidfuzz token_set_ratio); pairs under THRESHOLD are left
    out. A side without any text counts as exactly THRESHOLD. Best pairs are taken first, each row once.
    """
    buckets: dict[tuple[int, str, int], list[Payment]] = defaultdict(list)
    for payment in held:
        buckets[payment.account, payment.type, payment.amount].append(payment)
    pairs = []
    for payment in new:
        for other in buckets.get((payment.account, payment.type, payment.amount), ()):
            days = abs((payment.date - other.date).days)
            if days <= WINDOW_DAYS and (score := _likeness(payment.text, other.text)) >= THRESHOLD:
                pairs.append((-score, days, payment.id, other.id))
    taken: set[int] = set()
    matches = []
    for negative, days, first, second in sorted(pairs):
        if first not in taken and second not in taken:
            taken |= {first, second}
            matches.append(Match(first, second, -negative, _reason(-negative, days)))
    return matches


def _likeness(one: str, other: str) -> int:
    if not one or not other:
        return THRESHOLD
    return round(fuzz.token_set_ratio(one, other))


def _reason(score: int, days: int) -> str:
    when = "same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
    return f"Same account and amount, {when}, texts {score} % alike"
