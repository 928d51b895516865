"""Orders of lists: the same on every database."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from finance.domain.transaction_filter import TransactionFilter
from finance.selectors.transaction_order import SortBy, SortOrder, sorted_rows
from finance.selectors.transactions import filter_transactions
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(ana: User) -> dict[int, str]:
    bank, cash = AccountFactory(user=ana, name="bank"), AccountFactory(user=ana, name="_Cash")
    food, zoo = CategoryFactory(user=ana, name="food"), CategoryFactory(user=ana, name="Zoo")
    aside = CategoryFactory(user=ana, name="Aside", parent=zoo)
    rows = {
        "a": TransactionFactory(user=ana, account=bank, category=zoo, amount=3, date=date(2026, 1, 2)),
        "b": TransactionFactory(user=ana, account=cash, category=food, amount=20, date=date(2026, 1, 3)),
        "c": TransactionFactory(user=ana, account=bank, category=aside, amount=3, date=date(2026, 1, 1)),
        "d": TransactionFactory(user=ana, account=cash, amount=20, date=date(2026, 1, 3)),
    }
    return {row.pk: name for name, row in rows.items()}


@pytest.mark.parametrize(
    ("by", "order", "expected"),
    [
        ("date", "desc", "dbac"),
        ("date", "asc", "cabd"),
        ("amount", "desc", "dbca"),
        ("amount", "asc", "acbd"),
        ("category", "asc", "dbac"),
        ("category", "desc", "cabd"),
        ("account", "asc", "bdac"),
        ("account", "desc", "cadb"),
    ],
)
def test_order(ana: User, ids: dict[int, str], by: SortBy, order: SortOrder, expected: str) -> None:
    rows, keys = sorted_rows(filter_transactions(user=ana, filters=TransactionFilter()), by=by, order=order)
    assert "".join(ids[row.id] for row in rows.order_by(*keys)) == expected
