"""The life behind the banks: the laws that every seed and every instant must hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.mockbank.world.accounts import BANKS
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.personas import persona_of
from providers.mockbank.world.world import Change, Customer, World, truth, world_of

START, NOW = date(2024, 11, 1), datetime(2026, 11, 20, 18, tzinfo=UTC)
CURRENCIES = ("INR", "USD", "EUR", "GBP", "JPY")
LIFE = {
    "salary",
    "bonus",
    "interest",
    "subscription",
    "price_rise",
    "refund",
    "transfer",
    "cash",
    "trip",
    "fee",
    "twin",
    "outlier",
    "new_merchant",
}
TELLING = {
    "pending_linked",
    "pending_unlinked",
    "pending_same_id",
    "pending_amended",
    "pending_dropped",
    "correction",
    "removal",
    "reissue",
    "double",
}
seeds = st.integers(min_value=0, max_value=10**6)
instants = st.datetimes(
    min_value=datetime(2024, 10, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2025, 3, 31),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


def customer(seed: int = 1, key: str = "ana", currency: str = "USD", start: date = START) -> Customer:
    return Customer(key=key, seed=seed, currency=currency, start=start)


def two_years(currency: str) -> World:
    return world_of(customer(currency=currency), NOW)


def folded(changes: list[Change], state: dict[str, Fact]) -> dict[str, Fact]:
    """As a reader of the bank applies an update, checking that each change is one."""
    after = dict(state)
    for kind, key, fact in changes:
        assert (key in after) == (kind != "new")
        assert (fact is None) == (kind == "removed")
        if fact is None:
            del after[key]
        else:
            assert after.get(key) != fact
            after[key] = fact
    return after


@pytest.mark.parametrize(
    ("currency", "rows", "digest"),
    [
        ("INR", 2000, "e54c08d0a9d6d6f6"),
        ("USD", 2455, "3f9649860f3d3d78"),
        ("EUR", 2051, "553a4fac3b9b98e8"),
        ("GBP", 2411, "5865652ad1897d4f"),
        ("JPY", 2467, "043771ebc0ee9220"),
    ],
)
def test_a_life_is_the_same_everywhere(currency: str, rows: int, digest: str) -> None:
    told = truth(customer(currency=currency), NOW)
    assert (len(told), sha256(repr(list(told.values())).encode()).hexdigest()[:16]) == (rows, digest)


def test_seed_and_key_each_make_another_life() -> None:
    ids = [set(truth(one, NOW)) for one in (customer(), customer(seed=2), customer(key="ben"))]
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]


@settings(max_examples=15, deadline=None)
@given(seed=seeds, at=instants)
def test_what_was_told_does_not_depend_on_what_comes_later(seed: int, at: datetime) -> None:
    short = world_of(customer(seed), at)
    assert World(customer(seed), 9).state(at) == short.state(at)


@settings(max_examples=15, deadline=None)
@given(seed=seeds, at=instants, currency=st.sampled_from(CURRENCIES))
def test_nothing_is_dated_in_the_future_of_any_time_zone(seed: int, at: datetime, currency: str) -> None:
    rows = truth(customer(seed, currency=currency), at).values()
    assert all(row.date <= (at - timedelta(hours=12)).date() for row in rows)
    assert all(row.date >= START - timedelta(days=1) for row in rows)


@settings(max_examples=25, deadline=None)
@given(seed=seeds, stops=st.lists(instants, max_size=6), banks=st.sets(st.sampled_from(BANKS), min_size=1))
def test_the_deltas_of_any_cursors_fold_to_the_truth(
    seed: int, stops: list[datetime], banks: set[str]
) -> None:
    world = World(customer(seed), 6)
    accounts = {holder.id for bank in banks for holder in world.at_bank(bank)}
    end = datetime(2025, 4, 15, tzinfo=UTC)
    since: datetime | None = None
    state: dict[str, Fact] = {}
    for stop in [*sorted(stops), end]:
        state = folded(world.changes(since, stop, accounts), state)
        since = stop
    assert state == world.state(end, accounts)
    assert world.changes(end, end, accounts) == []


def test_the_three_banks_together_hold_the_life_once() -> None:
    world = two_years("INR")
    there = [set(world.state(NOW, {h.id for h in world.at_bank(bank)})) for bank in BANKS]
    assert all(there)
    assert sum(map(len, there)) == len(set().union(*there)) == len(truth(customer(currency="INR"), NOW))


def test_every_kind_of_label_occurs_and_names_what_was_told() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(4):
        world = world_of(customer(seed), NOW)
        known = {telling.id for telling in world._tellings}
        for label in world.labels:
            kinds[label.kind] += 1
            assert set(label.ids) <= known
    assert set(kinds) == LIFE | TELLING
    assert min(kinds.values()) >= 3


def test_twins_are_equal_and_both_there() -> None:
    state = dict(two_years("USD").state(NOW))
    twins = [label for label in two_years("USD").labels if label.kind == "twin" and label.at <= NOW]
    assert len(twins) > 100
    for label in twins:
        facts = {(f.account, f.date, f.amount, f.description) for f in (state[each] for each in label.ids)}
        assert len(facts) == 1
        assert len(set(label.ids)) == len(label.ids) >= 2


def test_a_reissue_says_the_same_under_a_new_id() -> None:
    world = two_years("USD")
    for label in world.labels:
        if label.kind == "reissue" and label.at <= NOW:
            old, new = label.ids
            before, after = (world.state(label.at - timedelta(microseconds=1)), world.state(label.at))
            assert old in before
            assert new not in before
            assert old not in after
            assert (before[old].amount, before[old].date, before[old].description) == (
                after[new].amount,
                after[new].date,
                after[new].description,
            )


def test_a_transfer_has_two_legs_that_cancel() -> None:
    world = two_years("EUR")
    ids = {each for label in world.labels if label.kind == "transfer" for each in label.ids}
    legs: Counter[Decimal] = Counter()
    for fact in world.state(NOW).values():
        if fact.id in ids:
            legs[abs(fact.amount)] += 1 if fact.amount > 0 else -1
    assert len(legs) > 20
    assert {amount for amount, difference in legs.items() if difference} == set()


def test_prices_of_subscriptions_rise() -> None:
    world = two_years("GBP")
    netflix = [
        fact.amount
        for fact in sorted(world.state(NOW).values(), key=lambda fact: fact.date)
        if "NETFLIX" in fact.description
    ]
    assert netflix[:8] == [Decimal("-11.00")] * 8
    assert netflix[-1] == Decimal("-13.00")


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_only_the_card_ever_owes(currency: str, seed: int) -> None:
    world = world_of(customer(seed, currency=currency), NOW)
    by_day: dict[str, Counter[date]] = defaultdict(Counter)
    for fact in world.state(NOW).values():
        by_day[fact.account][fact.date] += fact.amount  # type: ignore[assignment]
    for holder in world.accounts.values():
        balance = lowest = world._money(holder.opening * 100)
        for day in sorted(by_day[holder.id]):
            balance += by_day[holder.id][day]
            lowest = min(lowest, balance)
        assert balance == sum(
            (fact.amount for fact in world.state(NOW).values() if fact.account == holder.id),
            world._money(holder.opening * 100),
        )
        assert holder.role == "card" or lowest >= 0, holder
        if limit := world.limit(holder):
            assert -lowest <= limit


def test_a_balance_is_the_opening_one_and_the_posted_rows() -> None:
    at = next(
        label.at - timedelta(minutes=1)
        for label in two_years("USD").labels
        if label.kind == "pending_linked" and label.at < NOW
    )
    world = two_years("USD")
    balances = world.balances(at)
    pending = [fact for fact in world.state(at).values() if fact.status == "pending"]
    assert pending
    for account, balance in balances.items():
        assert balance.available - balance.posted == sum(f.amount for f in pending if f.account == account)


def test_a_currency_without_decimals_has_whole_amounts_of_its_own_size() -> None:
    world = two_years("JPY")
    amounts = [fact.amount for fact in world.state(NOW).values()]
    assert all(amount == amount.to_integral_value() for amount in amounts)
    assert max(amounts) > 200_000


def test_before_its_beginning_a_life_is_empty() -> None:
    assert truth(customer(), datetime(2024, 10, 1, tzinfo=UTC)) == {}
    assert world_of(customer(), datetime(2024, 10, 1, tzinfo=UTC)).state(None) == {}


def test_the_persona_follows_the_currency() -> None:
    words = {
        currency: " ".join(fact.description for fact in truth(customer(currency=currency), NOW).values())
        for currency in CURRENCIES
    }
    assert "UPI/DR/" in words["INR"]
    assert "PAYTM*" in words["INR"]
    assert "STRIPE* " in words["USD"]
    assert "SEPA LASTSCHRIFT" in words["EUR"]
    assert "DIRECT DEBIT" in words["GBP"]
    assert "CARD PURCHASE" in words["JPY"]
    assert persona_of("CHF") is persona_of("JPY")
