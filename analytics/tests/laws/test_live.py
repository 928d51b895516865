"""Kept figures are those that the ledger gives, and a rate touches only the months that it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from analytics.models import MonthlySummary
from analytics.selectors.basis import basis_of, live_figures
from analytics.selectors.category_trends import Asked, trends_in_view
from analytics.selectors.fiscal_years import years_in_view
from analytics.selectors.investments import positions
from analytics.selectors.months import months_in_view
from analytics.selectors.worth_snapshots import worth_history
from analytics.services.freshness import ensure_fresh
from analytics.sql.daily_summaries import list_days
from analytics.sql.fresh import Fresh, Stale
from analytics.sql.listing import Part
from analytics.sql.merchants import list_merchants
from analytics.sql.transfer_flows import flow_summary, list_flows
from analytics.tests.laws.reader import Reader
from analytics.tests.ledgers import FIRST, Step, edits, ledgers, person, take
from config.lib.periods import DateRange
from finance.domain.rates import DatedRate
from finance.models import Split, Transaction
from finance.services.conversion import store_rates
from preferences.models import StaleMark

ALL = Part(limit=1000, offset=0)
ALWAYS = DateRange(None, None)
EVER = (101, 999912)
NEVER = datetime(1, 1, 1, tzinfo=UTC)
READS: tuple[Callable[[Fresh], Any], ...] = (
    lambda fresh: list_days(fresh, ALWAYS, ALL),
    lambda fresh: [
        month._replace(calculated_at=NEVER) for month, *_ in months_in_view(fresh, EVER, ALL).rows
    ],
    lambda fresh: trends_in_view(fresh, Asked(*EVER), ALL),
    lambda fresh: list_flows(fresh, ALL),
    flow_summary,
    lambda fresh: list_merchants(fresh, 1, ALL),
    lambda fresh: worth_history(fresh, ALWAYS, ALL),
    lambda fresh: years_in_view(fresh, ALL),
    lambda fresh: positions(fresh, ALL),
)
LISTS = (
    "daily-summaries",
    "monthly-summaries",
    "category-trends",
    "transfer-flows",
    "merchant-intelligence",
    "net-worth",
    "fy-summaries",
    "investment-holdings",
)
months = st.sets(st.sampled_from([202412, 202501, 202502, 202503]))


def make(ledger: list[Step], taken: list[Step]) -> User:
    user = person()
    for step in ledger + taken:
        take(user, step)
    return user


def converted(user: User) -> dict[int, tuple[int, list[Any]]]:
    """Row -> its month, and its amounts in other currencies with those of its lines."""
    found = {
        row.pk: (row.period, [row.base_amount, row.account_amount, row.to_amount])
        for row in Transaction.objects.for_user(user)
    }
    for line in Split.objects.for_user(user).order_by("pk"):
        found[line.transaction_id][1].append(line.base_amount)
    return found


class LiveLaws(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, edits, months)
    def test_kept_figures_are_those_of_the_ledger(
        self, ledger: list[Step], taken: list[Step], later: list[Step], some: set[int]
    ) -> None:
        user = make(ledger, taken)
        ensure_fresh(user)
        for step in later:
            take(user, step)
        # What a reader gets while somebody else refreshes the marked months for too long, and then some.
        marked = frozenset(StaleMark.objects.for_user(user).values_list("period", flat=True))
        meanwhile = Fresh(user, Stale(marked | some, basis_of(user))) if marked | some else Fresh(user)
        between = [read(meanwhile) for read in READS]
        assert [read(live_figures(user)) for read in READS] == between
        assert [read(ensure_fresh(user)) for read in READS] == between

    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits)
    def test_a_refresh_changes_nothing_that_is_shown(self, ledger: list[Step], taken: list[Step]) -> None:
        read = Reader(make(ledger, taken))
        shown = answers(read)
        counts = [refresh(read) for _ in range(2)]
        assert counts[0] == counts[1]
        assert answers(read) == shown

    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, st.integers(-5, 85), st.integers(80, 99))
    def test_a_rate_touches_exactly_the_months_whose_amounts_it_changes(
        self, ledger: list[Step], taken: list[Step], day: int, rate: int
    ) -> None:
        user = make(ledger, taken)
        ensure_fresh(user)
        before, counted_at = converted(user), instants(user)
        store_rates([DatedRate("INR", FIRST + timedelta(day), Decimal(rate))], source="test")
        after = converted(user)
        touched = {after[pk][0] for pk in after if after[pk] != before[pk]}
        assert set(StaleMark.objects.for_user(user).values_list("period", flat=True)) == touched
        fresh = ensure_fresh(user)
        again = instants(user)
        assert {period for period in again if again[period] == counted_at.get(period)} == set(again) - touched
        assert [read(fresh) for read in READS] == [read(live_figures(user)) for read in READS]


def answers(read: Reader) -> list[Any]:
    """All lists, without the instant of their calculation."""
    found = [read.get(f"analytics/v2/{name}", limit=1000) for name in LISTS]
    for month in found[LISTS.index("monthly-summaries")]["data"]:
        del month["last_calculated"]
    return found


def refresh(read: Reader) -> Any:
    answer = read.client.post("/api/analytics/v2/refresh")
    assert answer.status_code == 200
    return answer.json()


def instants(user: User) -> dict[int, datetime]:
    return dict(MonthlySummary.objects.for_user(user).values_list("period", "updated_at"))
