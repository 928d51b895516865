"""A person's January with a row of every kind in it, and the refund of February."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from finance.models import Transaction
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory


class Ledger:
    def __init__(self, user: User) -> None:
        self.user = user
        self.bank = AccountFactory(user=user, name="Bank")
        self.fund = AccountFactory(user=user, name="Fund", type="investment")
        self.card = AccountFactory(user=user, name="Card")
        income = CategoryFactory(user=user, name="Income", kind="Income")
        self.salary, self.bonus, self.interest = (
            CategoryFactory(user=user, name=name, parent=income) for name in ("Salary", "Bonus", "Interest")
        )
        self.food, self.taxes = (CategoryFactory(user=user, name=name) for name in ("Food", "Taxes"))
        self.groceries = CategoryFactory(user=user, name="Groceries", parent=self.food)
        self.enter(5, 50_000, type="Income", category=self.salary)
        self.enter(5, 5_000, type="Income", category=self.bonus)
        self.enter(6, 100, type="Income", category=self.interest)
        self.enter(7, 30, type="Income")
        self.shopping = self.enter(10, 200, category=self.food, payee="Shop")
        for amount, category in ((150, self.groceries), (50, self.food)):
            SplitFactory(transaction=self.shopping, amount=Decimal(amount), category=category)
        self.enter(10, 1_000, category=self.taxes)
        self.enter(12, 70, category=self.food, account=self.card, payee="Shop")
        self.enter(20, 300, type="Transfer", to_account=self.fund)
        self.enter(21, 40, type="Transfer", account=self.fund, to_account=self.bank)
        self.enter(22, 5, type="Transfer")
        self.enter(25, 10, currency="EUR", payee="Inn")
        self.enter(26, 999, status="pending")
        self.enter(26, 999, deleted=True)
        self.enter(2, 60, month=2, type="Income", refund_of=self.shopping, payee="Shop")

    def enter(self, day: int, amount: int, *, month: int = 1, **fields: Any) -> Transaction:
        fields = {"account": self.bank, **fields}
        when = date(2026, month, day)
        return TransactionFactory(user=self.user, date=when, amount=Decimal(amount), **fields)
