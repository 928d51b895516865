"""Decides what an import does to the rows that its source already has in the ledger.

Pure: held rows + arriving rows -> plan. The plan does not depend on the order of either, importing the
same rows twice changes nothing the second time, and equal rows of one file stay separate rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Facts(NamedTuple):
    """What a source says of a row, in comparable form.

    Accounts and category are opaque keys. An empty `category` or `merchant` means "no opinion".
    `amount` is in units of 1/10,000.
    """

    date: date
    type: str
    amount: int
    currency: str
    account: str
    to_account: str
    category: str
    note: str
    merchant: str
    status: str


class Arrival(NamedTuple):
    """A row of the file; `fingerprint` covers all of its facts but category, merchant and status."""

    fingerprint: bytes
    external_id: str | None
    facts: Facts


class Held(NamedTuple):
    """A row of the same source in the ledger, with the facts last *imported* for it.

    `state` is "live", "blocked" (a person deleted or merged it: it is matched but stays away) or "gone" (its
    source dropped it: it comes back when the source names it again). `corrected` are the fields that a
    person changed, which imports leave alone. `former_id` is a bank's earlier id of it.
    """

    id: int
    fingerprint: bytes
    occurrence: int
    external_id: str | None
    facts: Facts
    state: str = "live"
    corrected: frozenset[str] = frozenset()
    former_id: str | None = None


class Insert(NamedTuple):
    arrival: int
    occurrence: int


class Update(NamedTuple):
    """`changes` reach the row (field -> before, after); `withheld` are new facts of corrected fields.

    `occurrence` is None while the fingerprint stays the same. `revives` brings a dropped row back.
    `former_id` is the bank's id that the row gives up for another one.
    """

    id: int
    arrival: int
    occurrence: int | None
    changes: dict[str, tuple[Any, Any]]
    withheld: dict[str, Any]
    revives: bool
    former_id: str | None = None


class Span(NamedTuple):
    """Dates, both inclusive."""

    start: date
    end: date


@dataclass
class ImportPlan:
    """Arrivals by index in `inserts` and `updates`; held rows by id everywhere else.

    `unchanged` also holds blocked rows that the source repeated. `released` are blocked rows that a bank
    dropped: they give up their id.
    """

    inserts: list[Insert] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    deletes: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    released: list[int] = field(default_factory=list)


def plan_import(
    arrivals: Sequence[Arrival],
    held: Sequence[Held],
    *,
    replaces: Span | None = None,
    alike: bool = True,
    consumed: Collection[int] = frozenset(),
) -> ImportPlan:
    """Match by external id, then by content, then by likeness; what is left over is new or dropped.

    A row that its source dropped comes back only where no row in sight answers to the arrival.

    Likeness (`alike`) is for sources that tell their whole state again, such as a spreadsheet: in a bank's
    statement two payments of one day and amount are two payments.

    With `replaces` the file is the whole truth about its source in that span: live rows inside it that no
    arrival matched are deleted. `consumed` are ids that earlier parts of the same file already matched.
    """
    matcher = _Matcher(arrivals, [row for row in held if row.id not in consumed], held)
    matcher.match_external_ids()
    matcher.match_fingerprints("live", "blocked")
    if alike:
        matcher.match_alike(lambda facts: facts.amount)
        matcher.match_alike(lambda facts: facts.note)
    matcher.match_fingerprints("gone")
    return matcher.finish(replaces)


class _Matcher:
    """The arrivals and held rows still without a partner, and the plan so far."""

    def __init__(self, arrivals: Sequence[Arrival], free: Sequence[Held], held: Sequence[Held]) -> None:
        self.arrivals = arrivals
        self.open_arrivals: dict[int, Arrival] = dict(enumerate(arrivals))
        self.open_held: dict[int, Held] = {row.id: row for row in free}
        self.plan = ImportPlan()
        # Highest occurrence in use per fingerprint, so that a new number never meets an old one.
        self.occurrences: dict[bytes, int] = {}
        for row in held:
            if row.occurrence > self.occurrences.get(row.fingerprint, 0):
                self.occurrences[row.fingerprint] = row.occurrence

    def match_external_ids(self) -> None:
        known = {row.external_id: row for row in self.open_held.values() if row.external_id}
        if not known:
            return
        for index, arrival in list(self.open_arrivals.items()):
            if arrival.external_id and (row := known.pop(arrival.external_id, None)):
                self._pair(index, row)

    def match_fingerprints(self, *states: str) -> None:
        """The n-th equal row of the file is the n-th equal row of the ledger, live ones first."""
        by_content: dict[bytes, list[Held]] = defaultdict(list)
        for row in self.open_held.values():
            if row.state in states:
                by_content[row.fingerprint].append(row)
        arriving: dict[bytes, list[int]] = defaultdict(list)
        for index, arrival in self.open_arrivals.items():
            if arrival.fingerprint in by_content:
                arriving[arrival.fingerprint].append(index)
        for content, indexes in arriving.items():
            rows = by_content[content]
            if len(rows) == 1 and len(indexes) == 1:
                if _compatible(self.arrivals[indexes[0]], rows[0]):
                    self._pair(indexes[0], rows[0])
            else:
                self._pair_twins(indexes, rows)

    def _pair_twins(self, indexes: list[int], rows: list[Held]) -> None:
        """Twins equal in all facts first, then those without a change, then the rest in a fixed order."""
        rows = sorted(rows, key=lambda row: (_STATES.index(row.state), row.occurrence, row.id))
        indexes = sorted(indexes, key=self._order)
        for fits in (_same, _agrees, _compatible):
            for index in list(indexes):
                arrival = self.arrivals[index]
                row = next((r for r in rows if _compatible(arrival, r) and fits(arrival, r)), None)
                if row is not None:
                    rows.remove(row)
                    indexes.remove(index)
                    self._pair(index, row)

    def match_alike(self, trait: Callable[[Facts], Hashable]) -> None:
        """Pairs leftovers of one day, account and type that also share `trait`."""
        if not self.open_arrivals or not self.open_held:
            return
        rows: dict[Hashable, list[Held]] = defaultdict(list)
        for row in sorted(
            self.open_held.values(), key=lambda row: (_STATES.index(row.state), row.facts, row.id)
        ):
            if row.state != "gone":
                rows[_likeness(row.facts, trait)].append(row)
        for index in sorted(self.open_arrivals, key=self._order):
            arrival = self.open_arrivals[index]
            candidates = rows.get(_likeness(arrival.facts, trait), [])
            partner = next((r for r in candidates if _compatible(arrival, r)), None)
            if partner is not None:
                candidates.remove(partner)
                self._pair(index, partner)

    def finish(self, replaces: Span | None) -> ImportPlan:
        for index in self.open_arrivals:
            self.plan.inserts.append(Insert(index, self._next_occurrence(self.arrivals[index].fingerprint)))
        if replaces:
            self.plan.deletes = sorted(
                row.id
                for row in self.open_held.values()
                if row.state == "live" and replaces.start <= row.facts.date <= replaces.end
            )
        return self.plan

    def _pair(self, index: int, row: Held) -> None:
        arrival = self.open_arrivals.pop(index)
        del self.open_held[row.id]
        changes = changes_of(row, arrival)
        moved = arrival.fingerprint != row.fingerprint
        revives = row.state == "gone"
        if not (changes or moved or revives):
            self.plan.unchanged.append(row.id)
            return
        visible = {name: pair for name, pair in changes.items() if name not in row.corrected}
        withheld = {name: after for name, (_, after) in changes.items() if name in row.corrected}
        occurrence = self._next_occurrence(arrival.fingerprint) if moved else None
        self.plan.updates.append(Update(row.id, index, occurrence, visible, withheld, revives))

    def _next_occurrence(self, fingerprint: bytes) -> int:
        number = self.occurrences.get(fingerprint, 0) + 1
        self.occurrences[fingerprint] = number
        return number

    def _order(self, index: int) -> tuple[Facts, str]:
        arrival = self.arrivals[index]
        return arrival.facts, arrival.external_id or ""


_STATES = ("live", "blocked", "gone")
_OPTIONAL = ("category", "merchant")


def _likeness(facts: Facts, trait: Callable[[Facts], Hashable]) -> Hashable:
    return facts.date, facts.account, facts.type, trait(facts)


def _compatible(arrival: Arrival, row: Held) -> bool:
    """Two different ids of the source are two different rows, however alike."""
    return not (arrival.external_id and row.external_id) or arrival.external_id == row.external_id


def _same(arrival: Arrival, row: Held) -> bool:
    return arrival.facts == row.facts


def _agrees(arrival: Arrival, row: Held) -> bool:
    return not changes_of(row, arrival)


def changes_of(row: Held, arrival: Arrival) -> dict[str, tuple[Any, Any]]:
    """Field -> (before, after) of what the source tells otherwise than last time."""
    if row.facts == arrival.facts:
        return {}
    return {
        name: (before, after)
        for name, before, after in zip(Facts._fields, row.facts, arrival.facts, strict=True)
        if before != after and not (name in _OPTIONAL and after == "")
    }


def is_mass_deletion(plan: ImportPlan, held: Iterable[Held], span: Span) -> bool:
    """Whether the plan would remove more than half of the source's live rows in the span, and over 20."""
    if len(plan.deletes) <= 20:
        return False
    live = sum(1 for row in held if row.state == "live" and span.start <= row.facts.date <= span.end)
    return len(plan.deletes) * 2 > live


def resembles(arriving: Counter[bytes], held: Counter[bytes]) -> int:
    """How many arriving rows equal held ones, twins counted as often as both sides have them."""
    return sum((arriving & held).values())
