"""What a person's preferences leave out of income and expenses, and what they never touch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.lib.periods import DateRange
from finance.models import Account
from finance.selectors.account_names import accounts_named
from finance.selectors.account_worth import balances_at
from finance.selectors.breakdown import category_breakdown
from finance.selectors.counting import counting_of
from finance.selectors.daily_worth import daily_worth
from finance.selectors.flows import flows_by_month, whole_flow
from finance.services.accounts import update_account
from finance.sql.expenses import largest_expense
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db
ALWAYS = DateRange(None, None)


@pytest.fixture
def cafe(ana: User) -> Account:
    return AccountFactory(user=ana, name="Café Card")


@pytest.fixture
def bank(ana: User) -> Account:
    return AccountFactory(user=ana, name="Bank")


@pytest.fixture
def ledger(ana: User, bank: Account, cafe: Account) -> None:
    """1,000 in and 30 out of the bank in January and February; 7 and 5 out of the card."""
    for month, spent in ((1, 10), (2, 20)):
        TransactionFactory(user=ana, account=bank, type="Income", amount=500, date=date(2026, month, 1))
        TransactionFactory(user=ana, account=bank, amount=spent, date=date(2026, month, 15))
    TransactionFactory(user=ana, account=cafe, amount=7, date=date(2026, 1, 20))
    TransactionFactory(user=ana, account=cafe, amount=5, date=date(2026, 2, 20))
    TransactionFactory(
        user=ana, type="Transfer", account=bank, to_account=cafe, amount=100, date=date(2026, 1, 2)
    )


def figures(user: User) -> tuple[Decimal, Decimal, int]:
    flow = whole_flow(user=user, span=ALWAYS)
    return flow.income, flow.expenses, flow.transactions


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("name", ["Café Card", "CAFE CARD", " cafe  card "])
def test_an_excluded_account_in_any_spelling(ana: User, name: str) -> None:
    assert figures(ana) == (Decimal(1000), Decimal(42), 6)

    update_preferences(user=ana, changes={"excluded_accounts": [name, "Nobody's"]})

    assert figures(ana) == (Decimal(1000), Decimal(30), 4)


@pytest.mark.usefixtures("ledger")
def test_rows_before_the_earning_start_when_it_is_used(ana: User) -> None:
    update_preferences(user=ana, changes={"earning_start_date": date(2026, 2, 1)})
    assert figures(ana) == (Decimal(1000), Decimal(42), 6)

    update_preferences(user=ana, changes={"use_earning_start_date": True})
    assert figures(ana) == (Decimal(500), Decimal(25), 3)

    update_preferences(user=ana, changes={"earning_start_date": date(2026, 2, 2)})
    assert figures(ana) == (Decimal(0), Decimal(25), 2)

    update_preferences(user=ana, changes={"earning_start_date": None})
    assert figures(ana) == (Decimal(1000), Decimal(42), 6)


@pytest.mark.usefixtures("ledger")
def test_every_view_of_the_figures_leaves_the_same_rows_out(ana: User) -> None:
    update_preferences(
        user=ana,
        changes={
            "excluded_accounts": ["bank"],
            "earning_start_date": date(2026, 2, 1),
            "use_earning_start_date": True,
        },
    )

    assert figures(ana) == (Decimal(0), Decimal(5), 1)
    assert [(period, flow.expenses) for period, flow in flows_by_month(user=ana, span=ALWAYS)] == [
        (202602, Decimal(5))
    ]
    assert category_breakdown(user=ana, kind="Expense", span=ALWAYS).total == Decimal(5)
    assert sum(day.flow.expenses for day in daily_worth(user=ana, span=ALWAYS)) == Decimal(5)
    largest = largest_expense(counting_of(user=ana, span=ALWAYS))
    assert largest
    assert largest.amount == Decimal(5)


@pytest.mark.usefixtures("ledger")
def test_balances_and_worth_know_no_preference(ana: User) -> None:
    def worth() -> Any:
        balances = balances_at(user=ana, as_of=date(2026, 12, 31))
        held = {item.account.name: item.balance for item in balances.accounts}
        return held, [(day.date, day.worth) for day in daily_worth(user=ana, span=ALWAYS)]

    before = worth()
    assert before[0] == {"Bank": Decimal(870), "Café Card": Decimal(88)}

    update_preferences(
        user=ana,
        changes={
            "excluded_accounts": ["Bank", "Café Card"],
            "earning_start_date": date(2030, 1, 1),
            "use_earning_start_date": True,
        },
    )
    assert figures(ana) == (Decimal(0), Decimal(0), 0)
    assert worth() == before


@pytest.mark.usefixtures("ledger")
def test_lines_of_an_excluded_account(ana: User, cafe: Account) -> None:
    food = CategoryFactory(user=ana, name="Food")
    shop = TransactionFactory(user=ana, account=cafe, amount=10)
    SplitFactory(transaction=shop, amount=6, category=food)
    SplitFactory(transaction=shop, amount=4)
    assert category_breakdown(user=ana, kind="Expense", span=ALWAYS).total == Decimal(52)

    update_preferences(user=ana, changes={"excluded_accounts": ["Café Card"]})

    assert category_breakdown(user=ana, kind="Expense", span=ALWAYS).total == Decimal(30)


@pytest.mark.usefixtures("ledger")
def test_a_refund_stands_on_its_own_account_and_day(ana: User, bank: Account, cafe: Account) -> None:
    bought = TransactionFactory(user=ana, account=cafe, amount=50, date=date(2026, 1, 10))
    TransactionFactory(
        user=ana, account=bank, amount=8, type="Income", refund_of=bought, date=date(2026, 2, 10)
    )

    update_preferences(user=ana, changes={"excluded_accounts": ["Café Card"]})
    assert figures(ana) == (Decimal(1000), Decimal(22), 5)

    update_preferences(user=ana, changes={"excluded_accounts": ["Bank"]})
    assert figures(ana) == (Decimal(0), Decimal(62), 3)


@pytest.mark.usefixtures("ledger")
def test_the_range_asked_for_stays_within_the_earning_start(ana: User) -> None:
    update_preferences(
        user=ana, changes={"earning_start_date": date(2026, 2, 1), "use_earning_start_date": True}
    )

    def spans(start: date | None, end: date | None) -> DateRange:
        return counting_of(user=ana, span=DateRange(start, end)).span

    assert spans(None, None) == DateRange(date(2026, 2, 1), None)
    assert spans(date(2026, 1, 1), date(2026, 3, 1)) == DateRange(date(2026, 2, 1), date(2026, 3, 1))
    assert spans(date(2026, 2, 5), None) == DateRange(date(2026, 2, 5), None)
    assert whole_flow(user=ana, span=DateRange(None, date(2026, 1, 31))).transactions == 0


@pytest.mark.usefixtures("ledger")
def test_another_person_is_not_touched(ana: User, ben: User) -> None:
    TransactionFactory(user=ben, account=AccountFactory(user=ben, name="Bank"), amount=3)
    update_preferences(user=ana, changes={"excluded_accounts": ["Bank"]})

    assert figures(ben) == (Decimal(0), Decimal(3), 1)


def test_a_renamed_account_stays_excluded(ana: User, cafe: Account) -> None:
    update_preferences(user=ana, changes={"excluded_accounts": ["Café Card"]})
    update_account(ana, cafe.pk, name="Bistro Card")
    assert accounts_named(ana, ["cafe card"]) == {cafe.pk}

    follower = AccountFactory(user=ana, name="Cafe Card")
    assert accounts_named(ana, ["café card", "Bistro Card"]) == {follower.pk, cafe.pk}
    assert accounts_named(ana, ["Nobody's"]) == accounts_named(ana, []) == frozenset()


@pytest.mark.usefixtures("ledger")
def test_queries(ana: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        whole_flow(user=ana, span=ALWAYS)
    update_preferences(user=ana, changes={"excluded_accounts": ["Bank"]})
    with django_assert_num_queries(3):
        whole_flow(user=ana, span=ALWAYS)
