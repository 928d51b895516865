from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from finance.selectors.account_names import find_account
from finance.selectors.accounts import balances_of
from finance.tests.factories import AccountFactory, TransactionFactory


@pytest.mark.parametrize(
    ("as_of", "bank", "card"),
    [
        (date(2025, 12, 31), "1000", "-50"),
        (date(2026, 1, 1), "1200", "-50"),  # the day itself counts
        (date(2026, 1, 2), "1100", "50"),
        (date(2026, 1, 3), "1070", "50"),
        (None, "1069.75", "50"),
    ],
)
def test_a_balance_at_the_end_of_a_day(
    ana: User, ben: User, as_of: date | None, bank: str, card: str
) -> None:
    one = AccountFactory(user=ana, opening_balance=1000)
    two = AccountFactory(user=ana, type="credit", opening_balance=-50)
    TransactionFactory(user=ana, account=one, type="Income", amount=200, date=date(2026, 1, 1))
    TransactionFactory(
        user=ana, account=one, to_account=two, type="Transfer", amount=100, date=date(2026, 1, 2)
    )
    TransactionFactory(user=ana, account=one, amount=30, date=date(2026, 1, 3))
    TransactionFactory(user=ana, account=one, amount="0.25", date=date(2030, 1, 3))
    TransactionFactory(user=ana, account=one, amount=5, status="pending", date=date(2026, 1, 1))
    TransactionFactory(user=ana, account=one, amount=6, deleted=True, date=date(2026, 1, 1))
    TransactionFactory(user=ben)

    assert balances_of(ana, as_of=as_of) == {one.pk: Decimal(bank), two.pk: Decimal(card)}


def test_a_row_without_a_rate_moves_nothing(ana: User) -> None:
    account = AccountFactory(user=ana, opening_balance=10)
    TransactionFactory(user=ana, account=account, currency="XAU")

    assert balances_of(ana) == {account.pk: Decimal(10)}


def test_the_name_of_today_goes_before_an_earlier_one(ana: User, ben: User) -> None:
    renamed = AccountFactory(user=ana, name="New", former_keys=["old"])
    AccountFactory(user=ben, name="Old")

    assert find_account(ana, "ÓLD") == renamed
    again = AccountFactory(user=ana, name="Old")
    assert find_account(ana, "old") == again
    assert find_account(ana, "unknown") is None
