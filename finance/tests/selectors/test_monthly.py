from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from config.lib.errors import Invalid
from finance.selectors.monthly import (
    IncomeVersusExpense,
    get_category_breakdown,
    get_income_vs_expense,
    get_transactions,
)
from finance.tests.factories import CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(ana: User, ben: User) -> None:
    rent, food = (CategoryFactory(user=ana, name=name) for name in ("Rent", "Food"))
    for day, amount, category in ((1, "700.50", rent), (31, 20, food), (31, 30, food)):
        TransactionFactory(user=ana, amount=amount, category=category, date=date(2026, 1, day))
    TransactionFactory(user=ana, amount=1000, type="Income", date=date(2026, 1, 15))
    TransactionFactory(user=ana, amount=9, date=date(2026, 2, 1))
    TransactionFactory(user=ben, amount=5)


def test_transactions_of_a_range_newest_first(ana: User) -> None:
    rows = get_transactions(ana, (date(2026, 1, 15), date(2026, 2, 1)))
    assert [row.date.day for row in rows] == [1, 31, 31, 15]
    assert [row.amount for row in rows] == [9, 30, 20, 1000]
    assert get_transactions(ana, date_range=(date(2027, 1, 1), date(2027, 1, 1))) == []
    with pytest.raises(Invalid):
        get_transactions(ana, (date(2026, 2, 1), date(2026, 1, 1)))


def test_month_by_category_and_as_a_whole(ana: User) -> None:
    assert get_category_breakdown(ana, "2026-01") == {"Rent": Decimal("700.5"), "Food": Decimal(50)}
    whole = IncomeVersusExpense(Decimal(1000), Decimal("750.5"), Decimal("249.5"))
    assert get_income_vs_expense(ana, month="2026-01") == whole
    assert get_category_breakdown(ana, "2025-12") == {}
    assert not any(get_income_vs_expense(ana, "2025-12"))


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "202601", "2026-01-01", "0000-01", "", "2026-00"])
def test_month_is_written_out(ana: User, month: str) -> None:
    with pytest.raises(Invalid) as refusal:
        get_income_vs_expense(ana, month)
    assert refusal.value.errors == {"month": ["Must be a month, YYYY-MM"]}
