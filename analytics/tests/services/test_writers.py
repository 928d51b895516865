"""Whatever a write touches, the next reader sees: the marks of each writer are enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from analytics.tests.figures import counted, read
from analytics.tests.mixed import RATES, mixed
from finance.domain.rates import DatedRate
from finance.models import Transaction
from finance.services.accounts import set_account_type
from finance.services.categories import create_category, update_category
from finance.services.conversion import store_rates
from finance.services.edits import Edit
from finance.services.refunds import unlink_refund
from finance.services.splits import set_splits
from finance.services.transactions import delete_transactions, edit_transactions, restore_transaction
from finance.tests.services.test_marks import WRITERS, Ledger, ledger
from preferences.services.preferences import update_preferences
from preferences.services.versions import bump_all

__all__ = ["ledger"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", WRITERS)
def test_a_reader_sees_what_a_writer_did(ledger: Ledger, name: str) -> None:
    bump_all(ledger.user.pk)  # the ledger was entered past the services
    read(ledger.user)

    WRITERS[name][0](ledger)

    assert read(ledger.user) == counted(ledger.user)


def test_a_reader_sees_every_step_of_a_ledger_with_everything(ana: User) -> None:
    its = mixed(ana)
    assert read(ana) == counted(ana)

    shop = Transaction.objects.get(user=ana, amount=Decimal("1000.01"))
    refund = Transaction.objects.get(user=ana, refund_of=shop)
    food = shop.category
    assert food is not None
    out = food.children.get()
    steps: list[Callable[[], object]] = [
        lambda: edit_transactions(user=ana, edits={shop.pk: Edit(category="Home")}),
        lambda: edit_transactions(user=ana, edits={shop.pk: Edit(date=date(2024, 12, 31), merchant="Other")}),
        lambda: set_splits(user=ana, transaction_id=shop.pk, lines=[]),
        lambda: delete_transactions(user=ana, ids=[shop.pk]),
        lambda: edit_transactions(user=ana, edits={refund.pk: Edit(merchant="Market #13", note="x")}),
        lambda: restore_transaction(user=ana, transaction_id=shop.pk),
        lambda: unlink_refund(user=ana, refund_id=refund.pk),
        lambda: update_category(ana, out.pk, parent_id=None),
        lambda: update_category(ana, out.pk, name="Groceries"),
        lambda: update_category(ana, food.pk, name="Taxes"),
        lambda: create_category(ana, name="Rent"),
        lambda: set_account_type(ana, name="Euro", type="investment"),
        lambda: update_preferences(user=ana, changes={"excluded_accounts": ["Euro Card"]}),
        lambda: store_rates([DatedRate("INR", date.fromisoformat(RATES[1][1]), Decimal(80))], source="x"),
        lambda: update_preferences(user=ana, changes={"display_currency": "EUR"}),
        lambda: its.enter("2023-05-05", "5", its.bank, merchant="Cafe"),
    ]
    for number, step in enumerate(steps):
        step()
        ana.refresh_from_db()
        assert read(ana) == counted(ana), number
