"""Decides what a bank's update does to the rows that the same bank link has in the ledger.

Pure, as import_plan is. A bank has ids, so a row is the one of its id, whatever else has changed; only where
an id is new may the row be an old one under another name, and only if the bank has dropped the old name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import date, timedelta

from finance.domain.import_plan import Arrival, Facts, Held, ImportPlan, Insert, Update, changes_of

SETTLING = timedelta(days=8)  # from pending to posted
_FEW = 20


def plan_feed(
    arrivals: Sequence[Arrival],
    held: Sequence[Held],
    *,
    links: Sequence[str | None],
    removed: Collection[str] = (),
    whole: bool = False,
) -> ImportPlan:
    """Match by id, by the bank's own link, by equal facts under a dropped id, then pending with posted.

    Each arrival has another external id and no fingerprint; `links` names for each the pending row that it
    replaces. Two live rows with the same facts and two ids are two rows. `removed` are ids that the bank
    dropped: their live rows are deleted, those that a person deleted stay so and are only known by facts
    from then on. With `whole` the arrivals are all that the bank has: rows of an account that it no longer
    names, from the first day it tells of, may be what it tells under new ids; the rest of them is dropped
    too, unless that would be most of all rows.
    """
    feed = _Feed(arrivals, held, links, removed)
    feed.drop_superseded()
    feed.match_ids()
    feed.match_links()
    if whole:
        feed.find_vanished()
    feed.match_redelivered()
    feed.match_settled()
    feed.drop_vanished()
    return feed.finish()


class _Feed:
    """The arrivals and held rows still without a partner, the rows that leave, and the plan so far."""

    def __init__(
        self,
        arrivals: Sequence[Arrival],
        held: Sequence[Held],
        links: Sequence[str | None],
        removed: Collection[str],
    ) -> None:
        self.arrivals, self.held, self.links = arrivals, held, links
        self.open_arrivals = dict(enumerate(arrivals))
        self.open_held = {row.id: row for row in sorted(held, key=_rank)}
        self.superseded = {link for link in links if link}
        told = {arrival.external_id for arrival in arrivals} - self.superseded
        gone_now = (self.superseded | set(removed)) - told
        self.leaving = {row.id for row in held if row.external_id in gone_now}
        self.vanished: set[int] = set()
        self.plan = ImportPlan()

    def drop_superseded(self) -> None:
        """A bank that still tells the pending row beside the posted one tells one payment."""
        for index, arrival in enumerate(self.arrivals):
            if arrival.external_id in self.superseded:
                del self.open_arrivals[index]

    def match_ids(self) -> None:
        known: dict[str | None, Held] = {}
        stale = set()
        for row in self.open_held.values():
            known.setdefault(row.external_id or row.former_id, row)
            if row.external_id and row.former_id:
                stale.add(row.former_id)
        for index, arrival in list(self.open_arrivals.items()):
            if same := known.get(arrival.external_id):
                self._pair(index, same)
            elif arrival.external_id in stale:
                del self.open_arrivals[index]

    def match_links(self) -> None:
        by_id = {row.external_id: row for row in reversed(self.open_held.values()) if row.external_id}
        for index in list(self.open_arrivals):
            if (link := self.links[index]) and (row := by_id.pop(link, None)):
                self._pair(index, row)

    def find_vanished(self) -> None:
        first: dict[str, date] = {}
        for arrival in self.arrivals:
            account, day = arrival.facts.account, arrival.facts.date
            first[account] = min(day, first.get(account, day))
        self.vanished = {
            row.id
            for row in self.open_held.values()
            if row.state != "gone" and row.facts.date >= first.get(row.facts.account, date.max)
        }

    def drop_vanished(self) -> None:
        """After the matching: a bank that numbers its rows anew has them all, and names no old id."""
        live = {row.id for row in self.held if row.state == "live"}
        lost = self.vanished & self.open_held.keys() & live
        if len(lost) <= _FEW or len(lost) * 2 <= len(live):
            self.leaving |= lost

    def match_redelivered(self) -> None:
        rows: dict[Hashable, list[Held]] = defaultdict(list)
        for row in self._nameless():
            rows[_content(row.facts)].append(row)
        for index in sorted(self.open_arrivals, key=self._order):
            if same := rows.get(_content(self.arrivals[index].facts)):
                self._pair(index, same.pop(0))

    def match_settled(self) -> None:
        """The best pairs first: the same text, then the nearest day."""
        rows: dict[Hashable, list[Held]] = defaultdict(list)
        for row in self._nameless():
            if row.facts.status == "pending":
                rows[_payment(row.facts)].append(row)
        pairs = [
            (row.facts.note != facts.note, abs(facts.date - row.facts.date), self._order(index), row.id)
            for index, (_, _, facts) in self.open_arrivals.items()
            if facts.status == "posted"
            for row in rows.get(_payment(facts), ())
            if abs(facts.date - row.facts.date) <= SETTLING
        ]
        by_id = {arrival.external_id: index for index, arrival in self.open_arrivals.items()}
        for _, _, (_, external_id), pk in sorted(pairs):
            index = by_id[external_id]
            if index in self.open_arrivals and pk in self.open_held:
                self._pair(index, self.open_held[pk])

    def finish(self) -> ImportPlan:
        self.plan.inserts = [Insert(index, 0) for index in self.open_arrivals]
        leaving = [row for row in self.open_held.values() if row.id in self.leaving]
        self.plan.deletes = sorted(row.id for row in leaving if row.state == "live")
        self.plan.released = sorted(row.id for row in leaving if row.state == "blocked")
        return self.plan

    def _nameless(self) -> Iterable[Held]:
        """Rows whose id the bank has dropped, now or before; what it drops now stands first."""
        dropped = self.leaving | self.vanished
        now = [row for row in self.open_held.values() if row.id in dropped]
        before = (row for row in self.open_held.values() if row.id not in dropped)
        return [*now, *(row for row in before if row.state == "gone" or row.external_id is None)]

    def _pair(self, index: int, row: Held) -> None:
        arrival = self.open_arrivals.pop(index)
        del self.open_held[row.id]
        changes = changes_of(row, arrival)
        renamed = arrival.external_id != row.external_id
        if not (changes or renamed or row.state == "gone"):
            self.plan.unchanged.append(row.id)
            return
        visible = {name: pair for name, pair in changes.items() if name not in row.corrected}
        withheld = {name: after for name, (_, after) in changes.items() if name in row.corrected}
        former = row.external_id if renamed and row.facts.status == "pending" else row.former_id
        self.plan.updates.append(Update(row.id, index, None, visible, withheld, row.state == "gone", former))

    def _order(self, index: int) -> tuple[Facts, str]:
        arrival = self.arrivals[index]
        return arrival.facts, arrival.external_id or ""


def _rank(row: Held) -> tuple[int, int]:
    return ("live", "blocked", "gone").index(row.state), row.id


def _payment(facts: Facts) -> Hashable:
    return facts.account, facts.type, facts.amount, facts.currency


def _content(facts: Facts) -> Hashable:
    return facts.date, facts.note, facts.status, _payment(facts)
