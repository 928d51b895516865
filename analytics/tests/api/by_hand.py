"""A ledger small enough for sums by hand, with everything in it that figures must tell apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from accounts.models import User
from finance.models import ExchangeRate
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory
from preferences.services.preferences import update_preferences

NOW = "2026-01-31T12:00:00Z"


def enter(user: User) -> None:
    """Four months: income 3000, 3000, 3000, 3600; expenses 1000, 1200, 2300, 1200."""
    ExchangeRate.objects.create(
        base="EUR",
        quote="INR",
        date=date(2025, 9, 1),
        rate=100,
        source="test",
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    bank = AccountFactory(user=user, name="Bank", opening_balance=1000)
    card = AccountFactory(user=user, name="Card", type="credit")
    euro = AccountFactory(user=user, name="Euro", currency="EUR", opening_balance=30)
    hidden = AccountFactory(user=user, name="Hidden")
    salary = CategoryFactory(user=user, name="Salary", kind="Income")
    rent, food, fun, travel = (
        CategoryFactory(user=user, name=name) for name in ("Rent", "Food", "Fun", "Travel")
    )
    dining = CategoryFactory(user=user, name="Dining", parent=food)

    def row(day: str, amount: int, **fields: Any) -> Any:
        return TransactionFactory(user=user, date=date.fromisoformat(day), amount=amount, **fields)

    for month in ("2025-10", "2025-11", "2025-12", "2026-01"):
        earned = 3600 if month == "2026-01" else 3000
        row(f"{month}-01", earned, account=bank, type="Income", category=salary)
        row(f"{month}-05", 1000, account=bank, category=rent)
    meal = row("2025-11-10", 200, account=card, category=dining)
    market = row("2025-12-12", 300, account=card, category=food)
    SplitFactory(transaction=market, amount=100, category=food)
    SplitFactory(transaction=market, amount=200, category=fun)
    row("2025-12-15", 500, account=bank, type="Transfer", to_account=card)
    row("2025-12-20", 10, account=euro, category=travel, base_amount=1000)
    row("2026-01-08", 50, account=card, type="Income", category=salary, refund_of=meal)
    row("2026-01-20", 250, account=card, category=food)
    row("2026-01-25", 77, account=bank, category=food, status="pending")
    row("2026-01-26", 999, account=hidden, category=fun)
    row("2026-01-27", 5, account=bank, category=food, deleted=True)
    update_preferences(user=user, changes={"excluded_accounts": ["Hidden"]})


def without_ids(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: without_ids(value) for name, value in body.items() if not name.endswith("_id")}
    return [without_ids(item) for item in body] if isinstance(body, list) else body
