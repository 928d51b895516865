"""What counts as income and expense: figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from config.lib.periods import DateRange
from finance.models import Category
from finance.selectors.counting import counting_of
from finance.sql.categories import CategoryTotal, category_totals
from finance.sql.counted import Counting
from finance.sql.totals import Flow, daily_flows, first_and_last_day, monthly_flows, total_flow
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory

pytestmark = pytest.mark.django_db
ALWAYS = DateRange(None, None)
NOTHING = Flow(Decimal(0), Decimal(0), 0, 0, 0)


def rows_of(user: User, span: DateRange = ALWAYS) -> Counting:
    return counting_of(user=user, span=span)


def shares(user: User, kind: str = "Expense", span: DateRange = ALWAYS) -> list[tuple[str, Decimal, int]]:
    return [
        (row.category, row.amount, row.transactions) for row in category_totals(rows_of(user, span), kind)
    ]


@pytest.fixture
def food(ana: User) -> Category:
    return CategoryFactory(user=ana, name="Food")


@pytest.fixture
def home(ana: User) -> Category:
    return CategoryFactory(user=ana, name="Home")


def test_only_live_posted_rows_of_the_owner_that_are_no_transfers_count(ana: User, ben: User) -> None:
    TransactionFactory(user=ana, type="Income", amount="1000.10")
    TransactionFactory(user=ana, amount="250.05")
    TransactionFactory(user=ana, amount="0.05")
    TransactionFactory(user=ana, amount="7", status="pending")
    TransactionFactory(user=ana, amount="11", deleted=True)
    TransactionFactory(user=ana, amount="13", type="Transfer", to_account=AccountFactory(user=ana))
    TransactionFactory(user=ben, amount="17")
    assert total_flow(rows_of(ana)) == Flow(Decimal("1000.10"), Decimal("250.10"), 1, 2, 0)
    assert shares(ana) == [("Uncategorized", Decimal("250.10"), 2)]


def test_row_without_a_rate_is_counted_apart(ana: User, food: Category) -> None:
    euros = AccountFactory(user=ana, currency="EUR")
    TransactionFactory(user=ana, account=euros, amount="9", category=food)
    TransactionFactory(user=ana, account=euros, amount="9", type="Income")
    TransactionFactory(user=ana, amount="1", category=food, date=date(2026, 2, 1))
    assert total_flow(rows_of(ana)) == Flow(Decimal(0), Decimal(1), 0, 1, 2)
    assert monthly_flows(rows_of(ana)) == [
        (202601, Flow(Decimal(0), Decimal(0), 0, 0, 2)),
        (202602, Flow(Decimal(0), Decimal(1), 0, 1, 0)),
    ]
    assert category_totals(rows_of(ana), "Expense") == [CategoryTotal("Food", food.pk, Decimal(1), 1, 1)]
    assert first_and_last_day(rows_of(ana)) == DateRange(date(2026, 2, 1), date(2026, 2, 1))


def test_no_rows_make_zeros(ana: User) -> None:
    assert total_flow(rows_of(ana)) == NOTHING
    assert monthly_flows(rows_of(ana)) == []
    assert daily_flows(rows_of(ana)) == []
    assert shares(ana) == []
    assert first_and_last_day(rows_of(ana)) == ALWAYS


def test_both_ends_of_the_range_count(ana: User) -> None:
    for day in (1, 2, 3, 4):
        TransactionFactory(user=ana, amount=day, date=date(2026, 1, day))
    span = DateRange(date(2026, 1, 2), date(2026, 1, 3))
    assert total_flow(rows_of(ana, span)).expenses == Decimal(5)
    assert [day for day, _ in daily_flows(rows_of(ana, span))] == [date(2026, 1, 2), date(2026, 1, 3)]
    assert total_flow(rows_of(ana, DateRange(date(2026, 1, 3), None))).expenses == Decimal(7)
    assert total_flow(rows_of(ana, DateRange(None, date(2026, 1, 1)))).expenses == Decimal(1)


def test_subcategories_count_in_their_top_category(ana: User, food: Category, home: Category) -> None:
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    TransactionFactory(user=ana, amount=10, category=food)
    TransactionFactory(user=ana, amount=5, category=dining)
    TransactionFactory(user=ana, amount=15, category=home)
    salary = CategoryFactory(user=ana, name="Salary", kind="Income")
    TransactionFactory(user=ana, amount=99, type="Income", category=salary)
    assert shares(ana) == [("Food", Decimal(15), 2), ("Home", Decimal(15), 1)]
    assert shares(ana, "Income") == [("Salary", Decimal(99), 1)]


def test_refund_is_negative_expense_of_its_purchase_on_its_own_day(ana: User, food: Category) -> None:
    refunds = CategoryFactory(user=ana, name="Refunds", kind="Income")
    bought = TransactionFactory(user=ana, amount=80, category=food, date=date(2026, 1, 30))
    TransactionFactory(
        user=ana, amount=30, type="Income", category=refunds, refund_of=bought, date=date(2026, 2, 2)
    )
    assert total_flow(rows_of(ana)) == Flow(Decimal(0), Decimal(50), 0, 2, 0)
    assert monthly_flows(rows_of(ana)) == [
        (202601, Flow(Decimal(0), Decimal(80), 0, 1, 0)),
        (202602, Flow(Decimal(0), Decimal(-30), 0, 1, 0)),
    ]
    assert shares(ana) == [("Food", Decimal(50), 2)]
    assert shares(ana, "Income") == []
    february = DateRange(date(2026, 2, 1), date(2026, 2, 28))
    assert shares(ana, span=february) == [("Food", Decimal(-30), 1)]


def test_lines_replace_their_transaction_in_categories_alone(
    ana: User, food: Category, home: Category
) -> None:
    shop = TransactionFactory(user=ana, amount=100, category=food)
    SplitFactory(transaction=shop, amount=70, category=home)
    SplitFactory(transaction=shop, amount=30)
    assert total_flow(rows_of(ana)) == Flow(Decimal(0), Decimal(100), 0, 1, 0)
    assert shares(ana) == [("Home", Decimal(70), 1), ("Uncategorized", Decimal(30), 1)]


def test_two_lines_in_one_top_category_are_one_transaction(ana: User, food: Category) -> None:
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    shop = TransactionFactory(user=ana, amount=100)
    SplitFactory(transaction=shop, amount=60, category=food)
    SplitFactory(transaction=shop, amount=40, category=dining)
    TransactionFactory(user=ana, amount=1, category=dining)
    assert shares(ana) == [("Food", Decimal(101), 2)]


def test_last_line_takes_up_what_rounding_left(ana: User, food: Category, home: Category) -> None:
    shop = TransactionFactory(user=ana, amount=10, base_amount="899.99")
    for category in (food, home, None):
        SplitFactory(transaction=shop, amount="3.3333", category=category, base_amount="300.00")
    assert shares(ana) == [
        ("Food", Decimal("300.00"), 1),
        ("Home", Decimal("300.00"), 1),
        ("Uncategorized", Decimal("299.99"), 1),
    ]


def test_lines_of_a_refund_are_negative_in_their_own_categories(
    ana: User, food: Category, home: Category
) -> None:
    bought = TransactionFactory(user=ana, amount=100, category=food)
    refund = TransactionFactory(user=ana, amount=50, type="Income", refund_of=bought)
    SplitFactory(transaction=refund, amount=20, category=food)
    SplitFactory(transaction=refund, amount=30, category=home)
    assert shares(ana) == [("Food", Decimal(80), 2), ("Home", Decimal(-30), 1)]


def test_lines_of_a_row_without_a_rate_have_none(ana: User, food: Category) -> None:
    shop = TransactionFactory(user=ana, amount=100, base_amount=None)
    SplitFactory(transaction=shop, amount=60, category=food, base_amount=None)
    SplitFactory(transaction=shop, amount=40, category=food, base_amount=None)
    assert category_totals(rows_of(ana), "Expense") == [CategoryTotal("Food", food.pk, Decimal(0), 0, 1)]


def test_lines_of_a_deleted_row_do_not_count(ana: User, food: Category) -> None:
    shop = TransactionFactory(user=ana, amount=100, deleted=True)
    SplitFactory(transaction=shop, amount=100, category=food)
    assert shares(ana) == []


def test_category_called_uncategorized_and_none_are_one(ana: User) -> None:
    named = CategoryFactory(user=ana, name="Uncategorized")
    TransactionFactory(user=ana, amount=2, category=named)
    TransactionFactory(user=ana, amount=3)
    assert category_totals(rows_of(ana), "Expense") == [
        CategoryTotal("Uncategorized", named.pk, Decimal(5), 2, 0)
    ]
