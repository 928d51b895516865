"""A ledger of seven months whose figures can be computed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Account, Category
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory


@dataclass
class Ledger:
    bank: Account
    card: Account
    fund: Account
    groceries: Category
    dining: Category


@pytest.fixture
def summer(sign_in: Callable[[User], APIClient], ana: User) -> Iterator[APIClient]:
    """Ana in the morning of 15 July 2026."""
    with time_machine.travel("2026-07-15T06:00:00Z", tick=False):
        yield sign_in(ana)


@pytest.fixture
def ledger(ana: User) -> Ledger:
    def row(day: str, amount: Any, account: Account, category: Category | None = None, **more: Any) -> Any:
        kind = category.kind if category else "Expense"
        fields = {"type": kind, "category": category, "account": account, **more}
        return TransactionFactory(user=ana, date=date.fromisoformat(day), amount=amount, **fields)

    def transfer(day: str, amount: Any, giver: Account, taker: Account | None) -> None:
        row(day, amount, giver, type="Transfer", to_account=taker)

    income = CategoryFactory(user=ana, name="Income", kind="Income")
    salary, bonus, interest = (
        CategoryFactory(user=ana, name=name, parent=income) for name in ("Salary", "Bonus", "Interest")
    )
    food = CategoryFactory(user=ana, name="Food")
    groceries = CategoryFactory(user=ana, name="Groceries", parent=food)
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    rent, taxes = (CategoryFactory(user=ana, name=name) for name in ("Rent", "Taxes"))
    bank = AccountFactory(user=ana, name="Bank", opening_balance=1000)
    card = AccountFactory(user=ana, name="Card", type="credit")
    fund = AccountFactory(user=ana, name="Fund", type="investment")
    odd = AccountFactory(user=ana, name="Odd", currency="XTS")

    transfer("2025-12-10", 100, bank, fund)
    row("2025-12-31", 900, bank, salary)
    row("2026-01-01", 1000, bank, salary)
    row("2026-01-03", 400, bank, rent)
    bought = row("2026-01-03", 60, bank, groceries)
    row("2026-01-05", 500, bank, bonus)
    transfer("2026-01-10", 200, bank, fund)
    transfer("2026-01-11", 50, fund, bank)
    shared = row("2026-01-20", 100, card, groceries)
    SplitFactory(transaction=shared, amount=70, category=groceries)
    SplitFactory(transaction=shared, amount=30, category=dining)
    row("2026-01-25", 10, bank, type="Income", refund_of=bought)
    row("2026-01-31", "20.05", bank, interest)
    row("2026-02-14", "75.50", card, dining)
    row("2026-03-02", 40, bank, groceries)
    row("2026-03-02", 7, odd)
    row("2026-03-02", 999, bank, status="pending")
    row("2026-03-02", 888, bank, deleted=True)
    transfer("2026-03-05", 80, bank, card)
    row("2026-04-01", 300, bank, taxes)
    transfer("2026-06-01", 5, bank, None)
    row("2026-06-10", 10, bank, dining)
    return Ledger(bank, card, fund, groceries, dining)
