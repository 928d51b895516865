"""Laws of figures on random ledgers: however they are summed, they come to the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.tests.factories import UserFactory
from config.lib.money import from_units
from config.lib.periods import DateRange
from finance.models import Account, Transaction
from finance.selectors.account_worth import balances_at
from finance.selectors.breakdown import category_breakdown
from finance.selectors.counting import counting_of
from finance.selectors.daily_worth import daily_worth
from finance.selectors.flows import flows_by_month, flows_by_year, whole_flow
from finance.sql.balances import account_balances, account_movements
from finance.sql.totals import NO_FLOW, daily_flows
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory
from preferences.services.preferences import update_preferences

FIRST = date(2025, 11, 20)
ALWAYS = DateRange(None, None)


class Drawn(NamedTuple):
    """A row by numbers: places in the lists of accounts and categories, lines as parts of its amount."""

    day: int
    kind: str
    units: int
    account: int
    to_account: int
    category: int
    lines: tuple[int, ...]
    fate: str
    refund: bool


rows = st.builds(
    Drawn,
    day=st.integers(0, 80),
    kind=st.sampled_from(["Income", "Expense", "Expense", "Transfer"]),
    units=st.integers(3, 10**9),
    account=st.integers(0, 1),
    to_account=st.integers(0, 1),
    category=st.integers(0, 4),
    lines=st.just(()) | st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)),
    fate=st.sampled_from(["posted"] * 4 + ["pending", "deleted", "unconverted"]),
    refund=st.booleans(),
)
ledgers = st.lists(rows, max_size=12)
spans = st.tuples(st.none() | st.integers(0, 80), st.none() | st.integers(0, 80)).map(
    lambda ends: DateRange(*(None if end is None else FIRST + timedelta(end) for end in ends))
)


def enter(ledger: list[Drawn]) -> User:
    user: User = UserFactory()
    accounts = [AccountFactory(user=user, opening_balance=from_units(7)), AccountFactory(user=user)]
    top = CategoryFactory(user=user)
    categories = [None, top, CategoryFactory(user=user, parent=top), CategoryFactory(user=user)]
    categories.append(CategoryFactory(user=user, kind="Income"))
    bought = None
    for drawn in ledger:
        transfer = drawn.kind == "Transfer"
        amount = from_units(drawn.units)
        row = TransactionFactory(
            user=user,
            date=FIRST + timedelta(drawn.day),
            type=drawn.kind,
            amount=amount,
            account=accounts[drawn.account],
            to_account=accounts[drawn.to_account] if transfer else None,
            category=None if transfer else categories[drawn.category],
            refund_of=bought if drawn.refund and drawn.kind == "Income" else None,
            status="pending" if drawn.fate == "pending" else "posted",
            deleted=drawn.fate == "deleted",
            **({"base_amount": None} if drawn.fate == "unconverted" else {}),
        )
        for place in drawn.lines if not transfer else ():
            # Rounded apart from each other, the lines do not add up to their transaction.
            part = from_units(drawn.units // 3)
            SplitFactory(transaction=row, amount=part, category=categories[place])
        bought = row if drawn.kind == "Expense" else bought
    return user


class FlowLaws(TestCase):
    @settings(max_examples=60)
    @given(ledgers, spans)
    def test_total_is_the_sum_of_months_years_days_and_categories(
        self, ledger: list[Drawn], span: DateRange
    ) -> None:
        user = enter(ledger)
        total = whole_flow(user=user, span=span)
        assert sum((flow for _, flow in flows_by_month(user=user, span=span)), NO_FLOW) == total
        assert sum((flow for _, flow in flows_by_year(user=user, span=span)), NO_FLOW) == total
        assert sum((flow for _, flow in daily_flows(counting_of(user=user, span=span))), NO_FLOW) == total
        assert sum((day.flow for day in daily_worth(user=user, span=span)), NO_FLOW) == total
        assert category_breakdown(user=user, kind="Income", span=span).total == total.income
        assert category_breakdown(user=user, kind="Expense", span=span).total == total.expenses

    @settings(max_examples=30)
    @given(ledgers, st.integers(0, 80))
    def test_a_range_and_what_is_around_it_make_the_whole(self, ledger: list[Drawn], cut: int) -> None:
        user, day = enter(ledger), FIRST + timedelta(cut)
        before, after = DateRange(None, day), DateRange(day + timedelta(1), None)
        parts = whole_flow(user=user, span=before) + whole_flow(user=user, span=after)
        assert parts == whole_flow(user=user, span=DateRange(None, None))

    @settings(max_examples=30)
    @given(ledgers, st.integers(0, 80))
    def test_balances_move_by_the_rows_and_make_up_net_worth(self, ledger: list[Drawn], cut: int) -> None:
        user, day = enter(ledger), FIRST + timedelta(cut)
        then, now = account_balances(user.pk, day), account_balances(user.pk)
        moved = account_movements(user.pk, DateRange(day + timedelta(1), None))
        assert now == {account: held + moved.get(account, Decimal(0)) for account, held in then.items()}
        days = daily_worth(user=user, span=DateRange(None, day))
        opening = sum(Account.objects.for_user(user).values_list("opening_balance", flat=True), Decimal(0))
        assert (days[-1].worth.amount if days else opening) == sum(then.values())
        assert balances_at(user=user, as_of=day).total.amount == sum(then.values())

    @settings(max_examples=40)
    @given(ledgers, st.sets(st.integers(0, 1)), st.none() | st.integers(0, 80))
    def test_preferences_leave_rows_out_of_figures_and_balances_alone(
        self, ledger: list[Drawn], left_out: set[int], cut: int | None
    ) -> None:
        user = enter(ledger)
        held, worth = account_balances(user.pk), [day.worth for day in daily_worth(user=user, span=ALWAYS)]
        accounts = list(Account.objects.for_user(user).order_by("id"))
        excluded = [accounts[place] for place in left_out]
        start = date.min if cut is None else FIRST + timedelta(cut)
        changes: dict[str, Any] = {"excluded_accounts": [account.name.upper() for account in excluded]}
        changes |= {"earning_start_date": start, "use_earning_start_date": cut is not None}
        update_preferences(user=user, changes=changes)

        rows = Transaction.objects.for_user(user).filter(deletion="", status="posted", date__gte=start)
        counted = [row for row in rows.exclude(type="Transfer") if row.account not in excluded]
        total = whole_flow(user=user, span=ALWAYS)
        assert total.income == amount_of(
            row for row in counted if row.type == "Income" and not row.refund_of_id
        )
        assert total.expenses == amount_of(row for row in counted if row.type == "Expense") - amount_of(
            row for row in counted if row.refund_of_id
        )
        assert category_breakdown(user=user, kind="Income", span=ALWAYS).total == total.income
        assert category_breakdown(user=user, kind="Expense", span=ALWAYS).total == total.expenses
        assert account_balances(user.pk) == held
        assert [day.worth for day in daily_worth(user=user, span=ALWAYS)] == worth


def amount_of(rows: Iterable[Transaction]) -> Decimal:
    return sum((row.base_amount or Decimal(0) for row in rows), Decimal(0))
