"""What the tables hold, row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from accounts.models import User
from accounts.services.erasure import erase_account, reset_account
from analytics.models import (
    AccountDay,
    CategoryMonth,
    DailySummary,
    FlowMonth,
    MerchantMonth,
    MonthlySummary,
)
from analytics.services.freshness import ensure_fresh
from analytics.services.refresh import refresh_all
from analytics.sql.facts import FACTS
from analytics.tests import figures
from analytics.tests.january import Ledger
from finance.models import Account, Category, Transaction
from finance.services.transactions import delete_transactions
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.models import StaleMark
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db

JAN, FEB = 202601, 202602


@pytest.fixture
def its(ana: User) -> Ledger:
    return Ledger(ana)


def month(user: User, period: int) -> dict[str, Any]:
    """What is not 0 in it."""
    row = MonthlySummary.objects.for_user(user).values().get(period=period)
    apart = {"id", "user_id", "period", "created_at", "updated_at"}
    return {name: value for name, value in row.items() if value and name not in apart}


@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
def test_a_month_tells_income_expenses_and_transfers_apart(its: Ledger) -> None:
    refresh_all(its.user)

    assert month(its.user, JAN) == {
        "year": 2026, "month": 1,
        "total_income": 55_130, "salary_income": 50_000, "bonus_income": 5_000, "investment_income": 100,
        "other_income": 30, "income_count": 4,
        "total_expense": 1_270, "essential_expense": 1_150, "discretionary_expense": 120, "tax_paid": 1_000,
        "expense_count": 3, "savings": 53_860,
        "transfers_out": 345, "transfers_in": 340, "net_investment": 260, "transfer_count": 3,
        "unconverted": 1,
    }  # fmt: skip
    assert month(its.user, FEB) == {
        "year": 2026, "month": 2,
        "total_expense": -60, "discretionary_expense": -60, "expense_count": 1, "savings": 60,
    }  # fmt: skip
    assert MonthlySummary.objects.filter(updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC)).count() == 2


def test_a_day_names_the_category_that_most_was_spent_on(its: Ledger) -> None:
    refresh_all(its.user)

    columns = ("income", "expense", "income_count", "expense_count", "transfer_count", "unconverted")
    rows = DailySummary.objects.order_by("date").values_list("date__day", *columns, "top_category")
    assert list(rows) == [
        (5, 55_000, 0, 2, 0, 0, 0, None),
        (6, 100, 0, 1, 0, 0, 0, None),
        (7, 30, 0, 1, 0, 0, 0, None),
        (10, 0, 1_200, 0, 2, 0, 0, its.taxes.pk),
        (12, 0, 70, 0, 1, 0, 0, its.food.pk),
        (20, 0, 0, 0, 0, 1, 0, None),
        (21, 0, 0, 0, 0, 1, 0, None),
        (22, 0, 0, 0, 0, 1, 0, None),
        (25, 0, 0, 0, 0, 0, 1, None),
        (2, 0, -60, 0, 1, 0, 0, None),
    ]


def test_categories_count_lines_and_each_transaction_once_in_its_top(its: Ledger) -> None:
    refresh_all(its.user)

    columns = ("total", "count", "top_count", "largest", "smallest", "unconverted")
    rows = CategoryMonth.objects.filter(kind="Expense").values_list("period", "category", *columns)
    assert set(rows) == {
        (JAN, its.groceries.pk, 150, 1, 1, 150, 150, 0),
        (JAN, its.food.pk, 120, 2, 1, 70, 50, 0),
        (JAN, its.taxes.pk, 1_000, 1, 1, 1_000, 1_000, 0),
        (JAN, None, 0, 0, 0, None, None, 1),
        (FEB, its.food.pk, -60, 1, 1, -60, -60, 0),
    }


def test_merchants_are_those_of_expenses(its: Ledger) -> None:
    refresh_all(its.user)

    columns = ("period", "payee", "category", "total", "count", "first_date__day", "last_date__day")
    assert set(MerchantMonth.objects.values_list(*columns)) == {
        (JAN, "Shop", its.food.pk, 270, 2, 10, 12),
        (FEB, "Shop", its.food.pk, -60, 1, 2, 2),
    }


def test_flows_go_from_account_to_account(its: Ledger) -> None:
    its.enter(20, 7, type="Transfer", to_account=its.fund)

    refresh_all(its.user)

    columns = ("period", "from_account", "to_account", "total", "count", "last_date__day", "last_amount")
    assert set(FlowMonth.objects.values_list(*columns)) == {
        (JAN, its.bank.pk, its.fund.pk, 307, 2, 20, 7),
        (JAN, its.fund.pk, its.bank.pk, 40, 1, 21, 40),
        (JAN, its.bank.pk, None, 5, 1, 22, 5),
    }


def test_account_days_are_in_the_currency_of_the_account(ana: User) -> None:
    bank = AccountFactory(user=ana)
    abroad = AccountFactory(user=ana, currency="EUR")
    shared = {"user": ana, "date": date(2026, 1, 5)}
    TransactionFactory(**shared, account=abroad, amount=Decimal(8))
    moved = {"amount": Decimal(900), "account_amount": Decimal(900), "to_amount": Decimal(10)}
    TransactionFactory(**shared, account=bank, to_account=abroad, type="Transfer", **moved)

    refresh_all(ana)

    rows = AccountDay.objects.values_list("period", "date__day", "account", "moved", "count")
    assert set(rows) == {(JAN, 5, bank.pk, Decimal(-900), 1), (JAN, 5, abroad.pk, Decimal(2), 2)}


def test_excluded_accounts_have_no_income_and_expenses_but_move_money(its: Ledger) -> None:
    update_preferences(user=its.user, changes={"excluded_accounts": ["card"]})

    ensure_fresh(its.user)

    assert month(its.user, JAN)["total_expense"] == 1_200
    assert MerchantMonth.objects.get(period=JAN).total == 200
    assert AccountDay.objects.get(account=its.card).moved == -70
    update_preferences(user=its.user, changes={"excluded_accounts": ["Bank"]})
    ensure_fresh(its.user)
    assert month(its.user, JAN)["transfers_out"] == 345


def test_an_earning_start_in_mid_month_cuts_income_and_expenses_there(its: Ledger) -> None:
    changes = {"use_earning_start_date": True, "earning_start_date": date(2026, 1, 7)}
    update_preferences(user=its.user, changes=changes)

    ensure_fresh(its.user)

    january = month(its.user, JAN)
    assert (january["total_income"], january["total_expense"], january["transfer_count"]) == (30, 1_270, 3)
    assert AccountDay.objects.get(account=its.bank, date__day=5).moved == 55_000
    assert figures.kept(its.user) == figures.counted(its.user)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"essential_categories": ["Food"]}, {"essential_expense": 270, "discretionary_expense": 1_000}),
        ({"essential_categories": []}, {"essential_expense": None, "discretionary_expense": 1_270}),
        (
            {"taxable_income_categories": ["Income"]},
            {"salary_income": 50_100, "bonus_income": 5_000, "investment_income": None, "other_income": 30},
        ),
        (
            {"taxable_income_categories": [], "investment_returns_categories": ["salary", "Income::Bonus"]},
            {"salary_income": None, "bonus_income": None, "investment_income": 55_000, "other_income": 130},
        ),
        ({"investment_account_mappings": {"BANK": "gold"}}, {"net_investment": -5}),
    ],
)
def test_preferences_say_what_is_what(
    its: Ledger, changes: dict[str, Any], expected: dict[str, int | None]
) -> None:
    ensure_fresh(its.user)
    update_preferences(user=its.user, changes=changes)

    ensure_fresh(its.user)

    january = month(its.user, JAN)
    assert {name: january.get(name) for name in expected} == expected


def test_a_deleted_row_leaves_its_months_and_the_last_one_an_empty_ledger(its: Ledger) -> None:
    ensure_fresh(its.user)
    live = Transaction.objects.for_user(its.user).live()

    delete_transactions(user=its.user, ids=[its.shopping.pk])
    ensure_fresh(its.user)
    assert month(its.user, JAN)["total_expense"] == 1_070

    delete_transactions(user=its.user, ids=list(live.values_list("pk", flat=True)))
    ensure_fresh(its.user)
    assert figures.kept(its.user) == {fact.name: [] for fact in FACTS}


def test_a_refresh_leaves_other_people_alone(its: Ledger, ben: User) -> None:
    Ledger(ben)
    refresh_all(ben)
    before = figures.kept(ben)

    Transaction.objects.update(base_amount=Decimal(1))
    refresh_all(its.user)

    assert figures.kept(ben) == before


def test_a_refresh_counts_the_rows_of_each_table_and_takes_all_marks(its: Ledger) -> None:
    StaleMark.objects.create(user=its.user, period=JAN)

    counts = refresh_all(its.user)

    assert {fact.model: count for fact, count in counts.items()} == {
        DailySummary: 10, MonthlySummary: 2, CategoryMonth: 9, MerchantMonth: 2, FlowMonth: 3, AccountDay: 12,
    }  # fmt: skip
    assert not StaleMark.objects.exists()


def test_leaving_and_starting_again_empty_the_tables(its: Ledger, ben: User) -> None:
    Ledger(ben)
    for user in (its.user, ben):
        refresh_all(user)

    reset_account(user=its.user, mode="transactions")
    assert not any(fact.model.objects.for_user(its.user).exists() for fact in FACTS)
    assert Account.objects.for_user(its.user).exists()
    assert Category.objects.for_user(its.user).exists()

    erase_account(user=ben)
    assert not any(fact.model.objects.exists() for fact in FACTS)
