"""A ledger with everything in it that figures must tell apart, entered through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from finance.domain.rates import DatedRate
from finance.models import Account, Transaction
from finance.services.accounts import create_account
from finance.services.categories import create_category
from finance.services.conversion import store_rates
from finance.services.edits import Edit
from finance.services.refunds import link_refund
from finance.services.splits import SplitLine, set_splits
from finance.services.transactions import create_transaction
from preferences.services.preferences import update_preferences

RATES = (("INR", "2025-01-01", "90"), ("INR", "2025-02-14", "91.37"), ("INR", "2025-03-30", "97.53"))


@dataclass
class Mixed:
    user: User
    bank: Account
    euro: Account
    euro_card: Account
    hidden: Account

    def enter(self, day: str, amount: str, account: Account, **fields: Any) -> Transaction:
        fields.setdefault("type", "Expense")
        edit = Edit(date=date.fromisoformat(day), amount=Decimal(amount), account=account.pk, **fields)
        return create_transaction(user=self.user, edit=edit)


def mixed(user: User) -> Mixed:
    """January to March 2025: splits, refunds, transfers, two currencies, an account that does not count."""
    dated = [DatedRate(code, date.fromisoformat(day), Decimal(rate)) for code, day, rate in RATES]
    store_rates(dated, source="x")
    create_category(user, name="Pay", kind="Income")
    create_category(user, name="Home")
    create_category(user, name="Out", parent_id=create_category(user, name="Food").pk)
    its = Mixed(
        user,
        create_account(user, name="Bank", opening_balance=Decimal("1000.50")),
        create_account(user, name="Euro", currency="EUR", opening_balance=Decimal("33.33")),
        create_account(user, name="Euro Card", currency="EUR", opening_balance=Decimal("-12.01")),
        create_account(user, name="Hidden"),
    )
    update_preferences(user=user, changes={"excluded_accounts": ["Hidden"]})
    for month in ("01", "02", "03"):
        its.enter(f"2025-{month}-01", "50000", its.bank, type="Income", category="Pay")
        its.enter(f"2025-{month}-05", f"15000.{month}", its.bank, category="Home", merchant="LANDLORD LTD")
        its.enter(f"2025-{month}-17", f"7.{month}", its.euro, category="Food", merchant="SQ *CAFE 123456")
        its.enter(f"2025-{month}-18", f"3.3{month[1]}", its.euro_card, category="Food", subcategory="Out")
        its.enter(f"2025-{month}-20", "999", its.hidden, category="Food")
    shop = its.enter("2025-01-10", "1000.01", its.bank, category="Food", merchant="Market #12")
    set_splits(
        user=user,
        transaction_id=shop.pk,
        lines=[
            SplitLine(Decimal("333.33"), category="Food"),
            SplitLine(Decimal("333.33"), category="Food", subcategory="Out"),
            SplitLine(Decimal("333.35"), category="Home"),
        ],
    )
    meal = its.enter("2025-02-16", "19.99", its.euro, category="Food", merchant="SQ *CAFE 99")
    set_splits(
        user=user,
        transaction_id=meal.pk,
        lines=[SplitLine(Decimal("9.99"), category="Food"), SplitLine(Decimal(10), category="Home")],
    )
    back = its.enter("2025-03-02", "120.10", its.bank, type="Income", merchant="Market #12")
    link_refund(user=user, purchase_id=shop.pk, refund_id=back.pk)
    its.enter("2025-02-20", "5000", its.bank, type="Transfer", to_account=its.euro.pk)
    its.enter("2025-03-20", "11.11", its.euro, type="Transfer", to_account=its.euro_card.pk)
    its.enter("2025-03-21", "250", its.bank)
    its.enter("2025-03-22", "80", its.bank, category="Food", status="pending")
    its.enter("2025-03-23", "9", its.bank, currency="KWD", category="Food")
    return its
