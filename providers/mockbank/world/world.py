"""The state of a customer's accounts at an instant, and the difference between two instants."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import blake2b
from operator import attrgetter
from typing import Literal, NamedTuple

from config.lib.currencies import CURRENCIES
from config.lib.periods import months_between
from finance.demo.dice import Dice
from providers.mockbank.world.accounts import Balance, Holder, holders
from providers.mockbank.world.entry import Entry
from providers.mockbank.world.fact import Fact, Label, Telling
from providers.mockbank.world.life import life
from providers.mockbank.world.persona import Persona
from providers.mockbank.world.personas import persona_of
from providers.mockbank.world.stories import told
from providers.mockbank.world.wording import worded

ChangeKind = Literal["new", "modified", "removed"]


@dataclass(frozen=True)
class Customer:
    """Who the life is of: the same four values are the same life. `start` is a first of a month."""

    key: str
    seed: int
    currency: str
    start: date


class Change(NamedTuple):
    """`fact` is None of a removed transaction."""

    kind: ChangeKind
    id: str
    fact: Fact | None


class World:
    """A life up to the end of some month. What was told by an instant does not depend on that month."""

    def __init__(self, customer: Customer, months: int) -> None:
        persona = persona_of(customer.currency)
        dice = Dice(_number(customer.seed, customer.key))
        self._customer = customer
        self.accounts = holders(persona, _digits(dice, persona))
        self._exponent = CURRENCIES[customer.currency].decimals
        self._tell(life(dice=dice, persona=persona, start=customer.start, months=months), persona, dice)

    def _tell(self, entries: list[Entry], persona: Persona, dice: Dice) -> None:
        tellings: list[Telling] = []
        self.labels: list[Label] = []
        alike: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
        occurrences: Counter[Entry] = Counter()
        for entry in entries:
            occurrences[entry] += 1
            description, merchant = worded(entry, persona, self.accounts, dice)
            story = told(entry, occurrences[entry], partial(self._fact, entry, description, merchant), dice)
            tellings += story.tellings
            self.labels += story.labels
            for fact, telling in _kept(story.tellings):
                alike[entry, fact.date, fact.amount, fact.description].append(telling)
        self.labels += [_twins(ends) for ends in alike.values() if len(ends) > 1]
        self._tellings = sorted(tellings, key=attrgetter("at"))
        self._instants = [telling.at for telling in self._tellings]

    def _fact(self, entry: Entry, description: str, merchant: str, id: str) -> Fact:
        return Fact(
            id=id,
            account=self.accounts[entry.role].id,
            date=entry.day,
            amount=self._money(entry.hundredths),
            currency=self._customer.currency,
            description=description,
            merchant=merchant,
        )

    def _money(self, hundredths: int) -> Decimal:
        """A unit of a currency without decimals is worth a hundredth of one with two."""
        return Decimal(hundredths) if self._exponent == 0 else Decimal(hundredths).scaleb(-2)

    def state(self, at: datetime | None, accounts: Collection[str] | None = None) -> dict[str, Fact]:
        """Every transaction there is, by id, in the order in which it was first told; None = before all."""
        there: dict[str, Fact] = {}
        for telling in self._until(at):
            if accounts is not None and telling.account not in accounts:
                continue
            if telling.fact is None:
                there.pop(telling.id, None)
            else:
                there[telling.id] = telling.fact
        return there

    def changes(self, since: datetime | None, until: datetime, accounts: Collection[str]) -> list[Change]:
        """What turns the state of `since` into that of `until`, in the order of the telling."""
        before, after = self.state(since, accounts), self.state(until, accounts)
        begin = 0 if since is None else bisect_right(self._instants, since)
        window = self._tellings[begin : bisect_right(self._instants, until)]
        touched = dict.fromkeys(telling.id for telling in window if telling.account in accounts)
        return list(_differences(touched, before, after))

    def balances(self, at: datetime) -> dict[str, Balance]:
        """By account id."""
        posted: dict[str, Decimal] = defaultdict(Decimal)
        pending: dict[str, Decimal] = defaultdict(Decimal)
        for fact in self.state(at).values():
            (posted if fact.status == "posted" else pending)[fact.account] += fact.amount
        balances = {}
        for holder in self.accounts.values():
            held = self._money(holder.opening * 100) + posted[holder.id]
            balances[holder.id] = Balance(held, held + pending[holder.id])
        return balances

    def at_bank(self, bank: str) -> list[Holder]:
        return [holder for holder in self.accounts.values() if holder.bank == bank]

    def limit(self, holder: Holder) -> Decimal | None:
        return None if holder.limit is None else self._money(holder.limit * 100)

    def _until(self, at: datetime | None) -> list[Telling]:
        return [] if at is None else self._tellings[: bisect_right(self._instants, at)]


def world_of(customer: Customer, at: datetime) -> World:
    """The life as far as it can matter at that instant."""
    return _world(customer, max(0, months_between(customer.start, at.date()) + 1))


def truth(customer: Customer, at: datetime) -> Mapping[str, Fact]:
    """The final set of facts that a right ledger holds when all three banks were read at that instant."""
    return world_of(customer, at).state(at)


@lru_cache(maxsize=16)  # some megabytes each
def _world(customer: Customer, months: int) -> World:
    return World(customer, months)


def _kept(tellings: Sequence[Telling]) -> Iterator[tuple[Fact, Telling]]:
    """What is there in the end, with the telling that made it so."""
    last = {telling.id: telling for telling in tellings}
    return ((telling.fact, telling) for telling in last.values() if telling.fact)


def _twins(ends: list[Telling]) -> Label:
    return Label("twin", max(end.at for end in ends), tuple(end.id for end in ends), ends[0].account)


def _differences(
    touched: Collection[str], before: Mapping[str, Fact], after: Mapping[str, Fact]
) -> Iterator[Change]:
    for key in touched:
        old, new = before.get(key), after.get(key)
        if new is None:
            if old is not None:
                yield Change("removed", key, None)
        elif old is None:
            yield Change("new", key, new)
        elif old != new:
            yield Change("modified", key, new)


def _number(seed: int, key: str) -> int:
    return int.from_bytes(blake2b(f"{seed}:{key}".encode(), digest_size=8).digest(), "big")


def _digits(dice: Dice, persona: Persona) -> dict[str, str]:
    return {role: f"{dice.number(0, 10**12 - 1, 'account', role):012d}" for role in persona.names}
