"""A year at three banks, with pending rows, corrections, new ids, twins and repeats: is the ledger right?

What is right is known: the world behind the mock banks labels everything that it tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.tests.factories import UserFactory
from config.lib import clock
from finance.demo.dice import Dice
from finance.models import Transaction
from providers.mockbank.customers import find_or_open, life_of, login_at
from providers.mockbank.failures import order
from providers.mockbank.world.accounts import BANKS
from providers.mockbank.world.fact import Fact, Label
from providers.mockbank.world.world import World, world_of
from providers.models import Connection, MockLogin
from providers.services.link import finish_link, start_link
from providers.tests.linked import sync
from providers.tests.mockbank.visitor import HERE, Visitor

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN, END = datetime(2025, 11, 10, 18, tzinfo=UTC), datetime(2026, 11, 10, 18, tzinfo=UTC)
CURRENCIES = ("INR", "USD", "EUR", "GBP", "CHF")
REPLAYED, RESET = 180, 25  # permille of syncs
ONE_ROW = {
    "pending_linked",
    "pending_amended",
    "pending_unlinked",
    "pending_same_id",
    "correction",
    "reissue",
}
NO_ROW = {"pending_dropped", "removal"}
Row = tuple[Any, ...]


@dataclass
class Score:
    """Decisions by kind: how many there were, and which went wrong."""

    made: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)  # what an investigation begins with

    def note(self, kind: str, *, right: bool, count: int = 1, what: object = "") -> None:
        self.made[kind] += count
        if not right and count:
            self.wrong[kind] += count
            self.odd.append(f"{kind}: {what}")

    @property
    def share(self) -> float:
        return 1 - self.wrong.total() / self.made.total()


@dataclass
class Year:
    """One customer's year, followed by Ana; Ben links the same customer and looks twice."""

    seed: int
    clock: list[datetime]
    score: Score = field(default_factory=Score)
    seen: dict[str, int] = field(default_factory=dict)  # the first row that each of the bank's ids was
    content: dict[int, Row] = field(default_factory=dict)  # what each row said when it came

    def __post_init__(self) -> None:
        self.dice = Dice(self.seed)
        self.clock[0] = BEGIN
        self.ana, self.ben = (UserFactory(email=f"{name}{self.seed}@example.com") for name in ("ana", "ben"))
        currency = CURRENCIES[self.seed % len(CURRENCIES)]
        self.customer = find_or_open(key=f"seed {self.seed}", currency=currency, months=1, seed=self.seed)
        self.links = {bank: linked(self.ana, bank, self.customer.key) for bank in BANKS}
        self.cursors: dict[str, list[str]] = {bank: [] for bank in BANKS}

    @property
    def world(self) -> World:
        return world_of(life_of(MockLogin.objects.filter(customer=self.customer).first()), clock.now())  # type: ignore[arg-type]

    def pass_by(self) -> None:
        others = [linked(self.ben, bank, self.customer.key) for bank in BANKS]
        for link in others:
            sync(link)
        before = rows_of(self.ben)
        while clock.now() < END:
            self.visit()
            days = self.dice.number(1, 15, "pause", clock.now())
            self.clock[0] = min(END, clock.now() + timedelta(days=days, minutes=days * 37))
        self.visit()
        self.score.note("other user untouched", right=rows_of(self.ben) == before, count=len(before))
        self.judge()
        for link in others:
            sync(link)
        self.compare(self.ben, "other user")

    def visit(self) -> None:
        for bank, link in self.links.items():
            if self.dice.happens(RESET, "reset", bank, clock.now()):
                login = login_at(bank=bank, customer=self.customer)
                order(login, mode="reset_cursor", on="", times=1, value=None)
                self.cursors[bank] = []
            self.cursors[bank].append(told(link))
            if self.dice.happens(REPLAYED, "replayed", bank, clock.now()):
                self.replay(bank, link)
        self.compare(self.ana, "row after sync")

    def replay(self, bank: str, link: Connection) -> None:
        """The bank tells again what it has told since some older cursor; there is nothing new in it."""
        older = self.dice.pick(self.cursors[bank], "older", bank, clock.now())
        Connection.objects.filter(pk=link.pk).update(cursor=older)
        link.refresh_from_db()
        run = sync(link)
        assert run.status == "ok", (run.error_class, run.error)
        right = (run.inserted, run.updated, run.removed) == (0, 0, 0)
        self.score.note("row told again", right=right, count=run.fetched)

    def compare(self, user: User, kind: str) -> None:
        """Every row of the truth is there once, and nothing else is."""
        right = Counter(map(as_row, self.world.state(clock.now()).values()))
        held = Counter(rows_of(user))
        odd = (right - held).total() + (held - right).total()
        self.score.note(kind, right=True, count=right.total() - odd)
        self.score.note(kind, right=False, count=odd, what=(self.seed, clock.now()))
        if user == self.ana:
            rows = Transaction.objects.for_user(user).live()
            for pk, key, *said in rows.values_list("pk", "external_id", "account", "date", "amount", "note"):
                self.seen.setdefault(key or "", pk)
                self.content.setdefault(pk, tuple(said))

    def judge(self) -> None:
        live = dict(Transaction.objects.for_user(self.ana).live().values_list("external_id", "pk"))
        for label in self.world.labels:
            if label.at <= clock.now() and (right := self.is_right(label, live)) is not None:
                self.score.note(label.kind, right=right, what=(self.seed, label))

    def is_right(self, label: Label, live: dict[str | None, int]) -> bool | None:
        """None where nothing had to be decided, as of a pending row that nobody saw."""
        first, last = label.ids[0], label.ids[-1]
        if label.kind in ONE_ROW:
            return self.is_same(first, last, live) if first in self.seen else None
        if label.kind in NO_ROW:
            return first not in live
        if label.kind == "double":
            return first in live and last not in live
        if label.kind == "twin":
            return len({live.get(each) for each in label.ids} - {None}) == len(label.ids)
        return None

    def is_same(self, first: str, last: str, live: dict[str | None, int]) -> bool:
        """The row of the first id has the last one, or a twin of it has: nobody can tell which is which."""
        before, now = self.seen[first], live.get(last)
        if now is None or now == before:
            return now == before
        had_another_id = any(pk == now for key, pk in self.seen.items() if key != last)
        return had_another_id and self.content[now] == self.content[before]


def told(link: Connection) -> str:
    """The cursor after one more run."""
    run = sync(link)
    assert run.status == "ok", (run.error_class, run.error)
    return link.cursor


def linked(user: User, bank: str, customer: str) -> Connection:
    """Through the consent page and the callback, as a browser would."""
    consent = start_link(user=user, provider_id=bank, redirect_uri=HERE)
    visitor = Visitor(bank=bank, customer=customer)
    page = visitor.client.get(consent.auth_url.replace(consent.auth_url.partition("/mockbank")[0], ""))
    back = visitor.answer(page).headers["Location"]
    code = back.partition("code=")[2].partition("&")[0]
    return finish_link(user=user, code=code, state=consent.state).connection


def as_row(fact: Fact) -> Row:
    capitals = fact.account.startswith("c")  # bankc writes so
    description = fact.description.upper() if capitals else fact.description
    return fact.id, fact.account, fact.date, fact.amount, fact.currency, description, fact.status


def rows_of(user: User) -> list[Row]:
    rows = Transaction.objects.for_user(user).live().select_related("account").order_by("pk")
    return [
        (
            row.external_id,
            row.account.external_id,
            row.date,
            row.amount if row.type == "Income" else -row.amount,
            row.currency,
            row.note,
            row.status,
        )
        for row in rows
    ]


@pytest.fixture
def at(
    monkeypatch: pytest.MonkeyPatch, live_server: LiveServer, settings: Settings
) -> Iterator[list[datetime]]:
    settings.MOCK_BANKS, settings.MOCK_BANK_URL = True, live_server.url
    settings.SYNC_RETRY_SECONDS = 0
    instant = [BEGIN]
    monkeypatch.setattr(clock, "now", lambda: instant[0])
    cache.clear()
    yield instant
    cache.clear()


def total(scores: list[Score]) -> Score:
    whole = Score()
    for score in scores:
        whole.made += score.made
        whole.wrong += score.wrong
        whole.odd += score.odd
    return whole


def lived(seeds: range, at: list[datetime]) -> Score:
    scores = []
    for seed in seeds:
        year = Year(seed, at)
        year.pass_by()
        scores.append(year.score)
    return total(scores)


def assert_right(score: Score) -> None:
    assert score.share >= 0.999, (score.made, score.odd)
    assert score.wrong["twin"] == score.wrong["other user untouched"] == score.wrong["row after sync"] == 0
    assert score.wrong["other user"] == 0
    assert {"twin", "reissue", "correction", "pending_linked", "double"} <= set(score.made)


def test_a_year_of_a_customer_is_held_rightly(at: list[datetime]) -> None:
    assert_right(lived(range(1, 2), at))


@pytest.mark.slow
def test_a_year_of_twenty_customers_is_held_rightly(
    at: list[datetime], record_testsuite_property: Any
) -> None:
    score = lived(range(20), at)
    record_testsuite_property("decisions", dict(score.made))
    record_testsuite_property("wrong", score.odd)
    assert_right(score)


def test_rows_that_a_bank_numbers_anew_are_the_same_rows(at: list[datetime]) -> None:
    year = Year(1, at)
    at[0] = BEGIN + timedelta(days=100)
    year.visit()
    before = rows_of(year.ana)
    keys = keys_of(year.ana)
    order(login_at(bank="bankb", customer=year.customer), mode="renumber", on="", times=1, value=None)
    told(year.links["bankb"])
    after = rows_of(year.ana)
    assert Counter(row[1:] for row in after) == Counter(row[1:] for row in before)
    assert {row[0].endswith("n1") for row in after if row[1].startswith("b")} == {True}
    assert keys_of(year.ana) == keys


def keys_of(user: User) -> set[int]:
    return set(Transaction.objects.for_user(user).live().values_list("pk", flat=True))
