"""Expenses that stand out: figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from config.lib.periods import DateRange
from finance.selectors.counting import counting_of
from finance.sql.counted import Counting
from finance.sql.expenses import Expense, UnusualExpense, largest_expense, unusual_expenses
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory

pytestmark = pytest.mark.django_db
ALWAYS = DateRange(None, None)
DAY = date(2026, 1, 15)


def rows_of(user: User) -> Counting:
    return counting_of(user=user, span=ALWAYS)


def unusual(user: User, limit: int = 5) -> list[tuple[str, Decimal, Decimal]]:
    found = unusual_expenses(rows_of(user), limit=limit)
    return [(item.expense.category, item.expense.amount, item.median) for item in found]


def test_largest_is_the_latest_of_the_largest_expenses(ana: User, ben: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    TransactionFactory(user=ana, amount=70, date=date(2026, 1, 1))
    largest = TransactionFactory(user=ana, amount=70, category=dining, date=date(2026, 1, 2))
    TransactionFactory(user=ana, amount=900, type="Income")
    TransactionFactory(user=ana, amount=900, type="Transfer", to_account=AccountFactory(user=ana))
    TransactionFactory(user=ana, amount=900, status="pending")
    TransactionFactory(user=ben, amount=900)
    assert largest_expense(rows_of(ana)) == Expense(largest.pk, date(2026, 1, 2), "Food", Decimal(70))


def test_nothing_spent_is_no_largest_expense(ana: User) -> None:
    bought = TransactionFactory(user=ana, amount=0)
    TransactionFactory(user=ana, amount=5, type="Income", refund_of=bought)
    assert largest_expense(rows_of(ana)) is None
    assert unusual_expenses(rows_of(ana), limit=5) == []


def test_above_twice_the_median_of_the_category_is_unusual(ana: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    for amount in (10, 10, 20, 40):
        TransactionFactory(user=ana, amount=amount, category=food)
    row = TransactionFactory(user=ana, amount="40.01", category=food)
    assert unusual_expenses(rows_of(ana), limit=5) == [
        UnusualExpense(Expense(row.pk, DAY, "Food", Decimal("40.01")), Decimal(20))
    ]


def test_median_of_an_even_number_lies_between_the_middle_two(ana: User) -> None:
    food = CategoryFactory(user=ana, name="Food")
    for amount in (10, 15, 20, 100):
        TransactionFactory(user=ana, amount=amount, category=food)
    assert unusual(ana) == [("Food", Decimal(100), Decimal("17.5"))]


def test_two_equal_middles_and_one_row_alone(ana: User) -> None:
    food, rent = CategoryFactory(user=ana, name="Food"), CategoryFactory(user=ana, name="Rent")
    for amount in (7, 7):
        TransactionFactory(user=ana, amount=amount, category=food)
    TransactionFactory(user=ana, amount=900, category=rent)
    assert unusual(ana) == []


def test_most_money_above_the_median_comes_first(ana: User) -> None:
    coffee, travel = CategoryFactory(user=ana, name="Coffee"), CategoryFactory(user=ana, name="Travel")
    for amount in (1, 1, 1, 10, 9):
        TransactionFactory(user=ana, amount=amount, category=coffee)
    for amount in (100, 100, 300):
        TransactionFactory(user=ana, amount=amount, category=travel)
    assert unusual(ana) == [
        ("Travel", Decimal(300), Decimal(100)),
        ("Coffee", Decimal(10), Decimal(1)),
        ("Coffee", Decimal(9), Decimal(1)),
    ]
    assert unusual(ana, limit=1) == [("Travel", Decimal(300), Decimal(100))]


def test_lines_are_compared_in_their_own_categories(ana: User) -> None:
    food, home = CategoryFactory(user=ana, name="Food"), CategoryFactory(user=ana, name="Home")
    for category in (food, food, home, home):
        TransactionFactory(user=ana, amount=10, category=category)
    shop = TransactionFactory(user=ana, amount=100, category=food)
    SplitFactory(transaction=shop, amount=85, category=home)
    SplitFactory(transaction=shop, amount=15, category=food)
    assert unusual(ana) == [("Home", Decimal(85), Decimal(10))]


def test_refunds_are_no_normal_spending(ana: User) -> None:
    bought = TransactionFactory(user=ana, amount=10)
    TransactionFactory(user=ana, amount=9, type="Income", refund_of=bought)
    TransactionFactory(user=ana, amount=19)
    assert unusual(ana) == []
