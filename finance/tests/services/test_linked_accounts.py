from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from accounts.models import User
from finance.domain.linked_account import LinkedAccount, LinkedHolding
from finance.models import Account, BalanceSnapshot, Holding
from finance.selectors.accounts import balances_of
from finance.services.accounts import set_account_type
from finance.services.linked_accounts import anchor_balances, sync_accounts, sync_holdings
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db

TOLD = LinkedAccount(
    external_id="x1",
    name="Savings",
    official_name="Savings Account Plus",
    mask="4821",
    type="savings",
    subtype="salary",
    currency="INR",
    balance=Decimal("1500.5"),
    available=Decimal(1400),
)


def sync(user: User, *told: LinkedAccount, connection: int = 7) -> dict[str, Any]:
    return sync_accounts(user=user, connection_id=connection, provider_id="banka", accounts=told)


def test_a_new_account_is_as_the_bank_tells_it(ana: User) -> None:
    account = sync(ana, TOLD)["x1"]

    account.refresh_from_db()
    assert (account.name, account.official_name, account.mask) == ("Savings", "Savings Account Plus", "4821")
    assert (account.type, account.type_source, account.subtype) == ("savings", "bank", "salary")
    assert (account.current_balance, account.available_balance) == (Decimal("1500.5"), 1400)
    assert (account.provider_id, account.connection_id, account.external_id) == ("banka", 7, "x1")
    assert account.last_synced_at is not None


def test_a_repeat_updates_balances_and_leaves_what_a_person_set(ana: User) -> None:
    first = sync(ana, TOLD)["x1"]
    Account.objects.filter(pk=first.pk).update(name="Mine", name_key="mine")
    set_account_type(ana, name="Mine", type="cash")

    again = sync(ana, replace(TOLD, balance=Decimal(-3), available=None))["x1"]

    assert again.pk == first.pk
    assert (again.name, again.type, again.current_balance) == ("Mine", "cash", -3)
    assert again.available_balance is None
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("held", "name"),
    [
        ([{"name": "SAVINGS", "currency": "INR"}], "SAVINGS"),
        ([{"name": "Savings", "currency": "USD"}], "Savings 4821"),
        ([{"name": "Savings", "is_active": False}], "Savings 4821"),
        ([{"name": "Savings", "connection_id": 8, "external_id": "x1"}], "Savings 4821"),
        ([{"name": "Savings", "currency": "USD"}, {"name": "Savings 4821"}], "Savings (2)"),
    ],
)
def test_the_name_is_the_banks_unless_somebody_else_has_it(
    ana: User, held: list[dict[str, Any]], name: str
) -> None:
    for fields in held:
        AccountFactory(user=ana, **{"currency": "INR", **fields})

    assert sync(ana, TOLD)["x1"].name == name


def test_another_persons_account_of_the_name_is_left_alone(ana: User, ben: User) -> None:
    other = AccountFactory(user=ben, name="Savings")

    assert sync(ana, TOLD)["x1"].pk != other.pk


def test_each_day_of_the_owner_has_one_balance(ana: User) -> None:
    ana.time_zone = "Asia/Kolkata"
    for hour, balance in ((17, 1), (18, 2), (20, 3)):  # midnight in Kolkata is at 18:30
        with time_machine.travel(datetime(2026, 1, 5, hour, tzinfo=UTC), tick=False):
            sync(ana, replace(TOLD, balance=Decimal(balance)))

    told: Any = BalanceSnapshot.objects.order_by("date").values_list("date", "balance")
    assert list(told) == [(date(2026, 1, 5), 2), (date(2026, 1, 6), 3)]


def test_an_anchored_balance_is_what_the_bank_says(ana: User) -> None:
    account = sync(ana, TOLD)["x1"]
    TransactionFactory(user=ana, account=account, amount=Decimal(100))

    anchor_balances(user=ana, accounts=[account])
    anchor_balances(user=ana, accounts=[])

    assert balances_of(ana)[account.pk] == Decimal("1500.5")
    assert Account.objects.get().opening_balance == Decimal("1600.5")


def holding(external_id: str, **changed: Any) -> LinkedHolding:
    usual: dict[str, Any] = {
        "name": "Fund",
        "currency": "INR",
        "quantity": Decimal("1.5"),
        "value": Decimal(9),
    }
    return LinkedHolding(account_id="x1", external_id=external_id, **usual | changed)


def test_holdings_are_what_the_bank_last_told(ana: User) -> None:
    accounts = sync(ana, TOLD)
    today = date(2026, 1, 5)
    sync_holdings(user=ana, accounts=accounts, holdings=[holding("f"), holding("g")], today=today)
    kept = Holding.objects.get(external_id="f")

    foreign = replace(holding("h"), account_id="other")
    told = [holding("f", quantity=Decimal(2), price=Decimal("0.123456789")), foreign]
    sync_holdings(user=ana, accounts=accounts, holdings=told, today=today)

    left: Any = Holding.objects.get()
    assert (left.pk, left.quantity, left.price) == (kept.pk, 2, Decimal("0.123456789"))
    assert (left.value, left.as_of) == (9, today)
