"""What accounts hold: figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from config.lib.periods import DateRange
from finance.sql.balances import account_balances, account_movements, daily_movements
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db
JAN, FEB = date(2026, 1, 10), date(2026, 2, 10)


def test_rows_move_both_sides_in_their_own_currencies(ana: User, ben: User) -> None:
    bank = AccountFactory(user=ana, opening_balance="100.50")
    card = AccountFactory(user=ana, opening_balance=-20)
    euros = AccountFactory(user=ana, currency="EUR")
    AccountFactory(user=ben, opening_balance=1)
    TransactionFactory(user=ana, account=bank, type="Income", amount=1000, date=JAN)
    TransactionFactory(user=ana, account=bank, amount="0.25", date=JAN)
    TransactionFactory(user=ana, account=bank, to_account=card, type="Transfer", amount=15, date=FEB)
    TransactionFactory(
        user=ana, account=bank, to_account=euros, type="Transfer", amount=90, to_amount=1, date=FEB
    )
    TransactionFactory(user=ana, account=card, amount=5, status="pending", date=JAN)
    TransactionFactory(user=ana, account=card, amount=5, deleted=True, date=JAN)

    assert account_balances(ana.pk) == {
        bank.pk: Decimal("995.25"),
        card.pk: Decimal(-5),
        euros.pk: Decimal(1),
    }
    assert account_balances(ana.pk, JAN) == {
        bank.pk: Decimal("1100.25"),
        card.pk: Decimal(-20),
        euros.pk: Decimal(0),
    }
    assert account_movements(ana.pk, DateRange(FEB, None)) == {
        bank.pk: Decimal(-105),
        card.pk: Decimal(15),
        euros.pk: Decimal(1),
    }
    assert daily_movements(ana.pk, DateRange(None, None)) == [
        (JAN, "INR", Decimal("999.75")),
        (FEB, "EUR", Decimal(1)),
        (FEB, "INR", Decimal(-90)),
    ]


def test_row_without_a_rate_to_the_account_moves_nothing(ana: User) -> None:
    bank = AccountFactory(user=ana, opening_balance=10)
    TransactionFactory(user=ana, account=bank, amount=5, currency="USD")
    assert account_balances(ana.pk) == {bank.pk: Decimal(10)}
    assert account_movements(ana.pk, DateRange(None, None)) == {bank.pk: Decimal(0)}


def test_transfer_to_itself_and_refund_of_an_expense(ana: User) -> None:
    bank = AccountFactory(user=ana)
    bought = TransactionFactory(user=ana, account=bank, amount=8)
    TransactionFactory(user=ana, account=bank, to_account=bank, type="Transfer", amount=3)
    TransactionFactory(user=ana, account=bank, type="Income", amount=2, refund_of=bought)
    assert account_balances(ana.pk) == {bank.pk: Decimal(-6)}


def test_nobody_has_balances_without_accounts(ana: User) -> None:
    assert account_balances(ana.pk) == {}
    assert daily_movements(ana.pk, DateRange(None, None)) == []
