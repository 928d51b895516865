"""What people are worth changes by what their rows move, and by what rates make of the rest."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from analytics.tests.laws.reader import Reader
from analytics.tests.ledgers import FIRST, Step, ledgers, person, steps_of, take
from finance.domain.rates import DatedRate
from finance.models import Account, ExchangeRate, Transaction
from finance.services.conversion import store_rates

START = Decimal(90)
# Neither the base currency nor what a past rate was changes here: rates are whole, so nothing is rounded.
edits = st.lists(
    steps_of("enter", "edit", "split", "refund", "delete", "restore", "bring", "undo", "retype"), max_size=10
)
rates = st.dictionaries(st.integers(0, 80), st.integers(85, 95).map(Decimal), max_size=3)


def make(ledger: list[Step], taken: list[Step], fixings: dict[int, Decimal]) -> tuple[User, Reader]:
    user = person()
    Account.objects.filter(user=user, name="Bank").update(opening_balance=Decimal("12.34"))
    Account.objects.filter(user=user, name="Abroad").update(opening_balance=-7)
    dated = [DatedRate("INR", FIRST + timedelta(day), rate) for day, rate in fixings.items()]
    store_rates([DatedRate("INR", date(2020, 1, 1), START), *dated], source="test")
    for step in ledger + taken:
        take(user, step)
    return user, Reader(user)


def rate_of(currency: str, day: date) -> Decimal:
    fixings = ExchangeRate.objects.filter(quote="INR", date__lte=day).order_by("-date")
    return Decimal(1) if currency == "INR" else fixings.values_list("rate", flat=True)[0]


def moves_of(user: User) -> dict[date, dict[str, Decimal]]:
    """Day -> currency -> what the rows moved, straight from the rows."""
    moved: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rows = Transaction.objects.for_user(user).filter(deletion="", status="posted")
    for row in rows.select_related("account", "to_account"):
        signed = row.account_amount if row.type == "Income" else -(row.account_amount or 0)
        moved[row.date][row.account.currency] += signed or 0
        if row.to_account:
            moved[row.date][row.to_account.currency] += row.to_amount or 0
    return moved


class WorthLaws(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, rates)
    def test_it_changes_by_signed_rows_and_by_rates(
        self, ledger: list[Step], taken: list[Step], fixings: dict[int, Decimal]
    ) -> None:
        user, read = make(ledger, taken, fixings)
        moved = moves_of(user)
        snapshots = read.rows("analytics/v2/net-worth")[::-1]
        assert [snapshot["date"] for snapshot in snapshots] == [str(day) for day in sorted(moved)]
        held: dict[str, Decimal] = defaultdict(Decimal)
        for currency, opening in Account.objects.for_user(user).values_list("currency", "opening_balance"):
            held[currency] += opening
        before = None
        for snapshot in snapshots:
            day = date.fromisoformat(snapshot["date"])
            signed = sum(
                (amount * rate_of(currency, day) for currency, amount in moved[day].items()), Decimal(0)
            )
            revalued = sum(
                (
                    amount * (rate_of(currency, day) - rate_of(currency, before or day))
                    for currency, amount in held.items()
                ),
                Decimal(0),
            )
            assert snapshot["change"] == signed + revalued
            assert snapshot["net_worth"] == snapshot["assets"]["total"] - snapshot["liabilities"]["total"]
            for currency, amount in moved[day].items():
                held[currency] += amount
            before = day

    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, rates)
    def test_it_is_the_same_wherever_it_is_read(
        self, ledger: list[Step], taken: list[Step], fixings: dict[int, Decimal]
    ) -> None:
        _, read = make(ledger, taken, fixings)
        snapshots = read.rows("analytics/v2/net-worth")
        series = [(snapshot["date"], snapshot["net_worth"]) for snapshot in reversed(snapshots)]
        daily = read.get("calculations/daily-net-worth")["days"]
        assert [(day["date"], day["net_worth"]) for day in daily] == series
        now = read.get("analytics/v2/net-worth", limit=1)["current"]
        whole = read.get("net-worth")
        history = [(day["as_of_date"], day["net_worth"]) for day in whole["history"]]
        assert history == series[len(series) - len(history) :]
        assert (whole["net_worth"], whole["assets"], whole["liabilities"]) == (
            now["net_worth"],
            now["total_assets"],
            now["total_liabilities"],
        )
        assert read.get("calculations/account-balances")["total_balance"] == now["net_worth"]
        for day, worth in series:
            assert read.get("calculations/account-balances", end_date=day)["total_balance"] == worth
