"""How one transaction is told over time: pending first, corrected later, under another id, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Final

from finance.demo.dice import Dice
from providers.mockbank.world.entry import Entry
from providers.mockbank.world.fact import Fact, Label, Telling
from providers.mockbank.world.persona import CARD, WALLET

# In the last zone of the world a day begins at noon UTC: told then, it is nobody's tomorrow.
_NOON = time(12, tzinfo=UTC)
_AFTERNOON = 700  # minutes; a day's rows are told on that day
_CARDLIKE: Final = (CARD, WALLET)
# Of ten thousand; the rest is told once, as posted.
_PENDING: Final = (
    ("pending_linked", 4200),
    ("pending_same_id", 1300),
    ("pending_unlinked", 900),
    ("pending_amended", 250),
    ("pending_dropped", 80),
)
_LATER: Final = (("correction", 150), ("removal", 60), ("reissue", 150), ("double", 80))
_SETTLED: Final = (("reissue", 150),)  # of transfers and income


@dataclass(frozen=True, slots=True)
class Story:
    tellings: tuple[Telling, ...]
    labels: tuple[Label, ...]


def told(entry: Entry, occurrence: int, fact: Callable[[str], Fact], dice: Dice) -> Story:
    """`fact` makes the posted fact under an id; `occurrence` tells equal entries of a day apart."""
    author = _Author(entry, occurrence, fact, dice)
    kind = author.way()
    tellings = tuple(getattr(author, kind)())
    ids = tuple(dict.fromkeys(telling.id for telling in tellings))
    kinds = [*entry.labels, *([] if kind == "plain" else [kind])]
    last = tellings[-1].at
    return Story(tellings, tuple(Label(each, last, ids, tellings[0].account) for each in kinds))


class _Author:
    """One method for each way of telling, in the order in which things are told."""

    def __init__(self, entry: Entry, occurrence: int, fact: Callable[[str], Fact], dice: Dice) -> None:
        self.entry, self.dice, self.fact = entry, dice, fact
        self.topic = (*entry, occurrence)

    def way(self) -> str:
        number = self.dice.number(0, 9999, "way", *self.topic)
        for kind, share in self._ways():
            if number < share:
                return kind
            number -= share
        return "plain"

    def _ways(self) -> tuple[tuple[str, int], ...]:
        if self.entry.place in {*_CARDLIKE, "trip"}:
            return (*_PENDING, *_LATER)
        return _LATER if self.entry.place == "main" else _SETTLED

    def plain(self) -> list[Telling]:
        return [self._posted(self._id("1"), self._at(0))]

    def pending_linked(self) -> list[Telling]:
        return self._pending_then(lambda fact: replace(fact, replaces=self._id("p")))

    def pending_unlinked(self) -> list[Telling]:
        return self._pending_then(lambda fact: fact)

    def pending_amended(self) -> list[Telling]:
        """A tip, or a pump that was set free for more than it gave."""
        return self._pending_then(
            lambda fact: replace(fact, replaces=self._id("p"), amount=self._amended(fact.amount))
        )

    def pending_same_id(self) -> list[Telling]:
        first, posted = self._id("1"), self._settles()
        return [self._pending(first), self._posted(first, posted)]

    def pending_dropped(self) -> list[Telling]:
        first = self._id("1")
        return [self._pending(first), self._gone(first, self._settles() + timedelta(days=4))]

    def correction(self) -> list[Telling]:
        first, later = self._id("1"), self._at(self._days("corrected", 2, 20))
        fact = self.fact(first)
        return [self._posted(first, self._at(0)), Telling(later, first, fact.account, self._corrected(fact))]

    def removal(self) -> list[Telling]:
        first = self._id("1")
        return [
            self._posted(first, self._at(0)),
            self._gone(first, self._at(self._days("removed", 3, 25))),
        ]

    def reissue(self) -> list[Telling]:
        first, later = self._id("1"), self._at(self._days("reissued", 1, 30))
        return [
            self._posted(first, self._at(0)),
            self._gone(first, later),
            self._posted(self._id("2"), later),
        ]

    def double(self) -> list[Telling]:
        again, back = self._days("doubled", 0, 2), self._days("taken back", 4, 12)
        second = self._id("2")
        return [
            self._posted(self._id("1"), self._at(0)),
            self._posted(second, self._at(again)),
            self._gone(second, self._at(back)),
        ]

    def _pending_then(self, become: Callable[[Fact], Fact]) -> list[Telling]:
        pending, posted = self._id("p"), self._settles()
        fact = become(self.fact(self._id("1")))
        return [
            self._pending(pending),
            self._gone(pending, posted),
            Telling(posted, fact.id, fact.account, fact),
        ]

    def _pending(self, id: str) -> Telling:
        fact = replace(self.fact(id), status="pending")
        return Telling(self._at(0), id, fact.account, fact)

    def _posted(self, id: str, at: datetime) -> Telling:
        fact = self.fact(id)
        return Telling(at, id, fact.account, fact)

    def _gone(self, id: str, at: datetime) -> Telling:
        return Telling(at, id, self.fact(id).account, None)

    def _settles(self) -> datetime:
        return self._at(self._days("settles", 1, 3))

    def _days(self, what: str, low: int, high: int) -> int:
        return self.dice.number(low, high, what, *self.topic)

    def _at(self, days: int) -> datetime:
        minutes = self.dice.number(0, _AFTERNOON, "minute", *self.topic)
        return _noon(self.entry.day) + timedelta(days=days, minutes=minutes)

    def _amended(self, amount: Decimal) -> Decimal:
        share = amount * self.dice.number(5, 20, "amended", *self.topic) / 100
        return amount + share.quantize(Decimal(1).scaleb(_exponent(amount)))

    def _corrected(self, fact: Fact) -> Fact:
        """Another amount, an earlier day or better words."""
        match self.dice.number(0, 2, "corrects", *self.topic):
            case 0:
                return replace(fact, amount=self._amended(fact.amount))
            case 1:
                return replace(fact, date=fact.date - timedelta(days=1))
        return replace(fact, description=f"{fact.description} (CORRECTED)")

    def _id(self, part: str) -> str:
        topic = repr((part, self.dice.number(0, 2**62, "id", *self.topic))).encode()
        return blake2b(topic, digest_size=9).hexdigest()


def _noon(day: date) -> datetime:
    return datetime.combine(day, _NOON)


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
