"""Which months each writer leaves out of date."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from finance.domain.linked_account import LinkedAccount
from finance.domain.rates import DatedRate
from finance.models import Account, Category, DuplicateCandidate, ImportBatch, Transaction
from finance.services.accounts import create_account, delete_account, set_account_type, update_account
from finance.services.categories import create_category, update_category
from finance.services.category_deletion import delete_category
from finance.services.conversion import reconvert, store_rates
from finance.services.default_categories import create_default_categories
from finance.services.duplicate_decisions import decide_duplicate
from finance.services.edits import Edit
from finance.services.linked_accounts import anchor_balances, sync_accounts
from finance.services.refunds import link_refund, unlink_refund
from finance.services.splits import SplitLine, set_splits
from finance.services.transactions import (
    create_transaction,
    delete_transactions,
    edit_in_bulk,
    edit_transactions,
    restore_transaction,
)
from finance.services.undo import undo_import
from finance.services.upload import Upload, upload_rows
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory
from preferences.models import StaleMark
from preferences.services.preferences import update_preferences

JAN, FEB, MAR, APR = 202501, 202502, 202503, 202504
EVERYTHING = 0


@dataclass
class Ledger:
    """A purchase of January with a refund in March, a split one of February, a transfer of April."""

    user: User
    bank: Account
    spare: Account
    shop: Category
    other: Category
    purchase: Transaction
    refund: Transaction
    split: Transaction
    transfer: Transaction


@pytest.fixture
def ledger(ana: User) -> Ledger:
    bank, spare = AccountFactory(user=ana, name="Bank"), AccountFactory(user=ana, name="Spare")
    shop, other = CategoryFactory(user=ana, name="Shop"), CategoryFactory(user=ana, name="Other")
    purchase = row(ana, bank, date(2025, 1, 5), category=shop)
    refund = row(ana, bank, date(2025, 3, 5), type="Income", refund_of=purchase)
    split = row(ana, bank, date(2025, 2, 5), amount=Decimal(10))
    for position, category in enumerate((shop, other)):
        SplitFactory(user=ana, transaction=split, position=position, category=category, amount=Decimal(5))
    transfer = row(ana, bank, date(2025, 4, 5), type="Transfer", to_account=spare)
    return Ledger(ana, bank, spare, shop, other, purchase, refund, split, transfer)


def row(user: User, account: Account, day: date, **fields: Any) -> Transaction:
    made: Transaction = TransactionFactory(user=user, account=account, date=day, **fields)
    return made


def sync(its: Ledger, *, name: str, type: Any) -> list[Account]:
    told = LinkedAccount(external_id="x", name=name, type=type, currency="INR", balance=Decimal(1))
    return list(sync_accounts(user=its.user, connection_id=7, provider_id="banka", accounts=[told]).values())


def marks_of(user: User) -> set[int]:
    return set(StaleMark.objects.for_user(user).values_list("period", flat=True))


SPEND = Edit(date=date(2025, 6, 1), amount=Decimal(1), type="Expense")
Write = Callable[[Ledger], object]

WRITERS: dict[str, tuple[Write, set[int]]] = {
    "enter": (lambda its: create_transaction(user=its.user, edit=SPEND), {202506}),
    "edit amount": (
        lambda its: edit_transactions(user=its.user, edits={its.refund.pk: Edit(amount=Decimal(3))}),
        {MAR},
    ),
    "edit category, with its refund": (
        lambda its: edit_transactions(user=its.user, edits={its.purchase.pk: Edit(category="Other")}),
        {JAN, MAR},
    ),
    "edit date": (
        lambda its: edit_transactions(user=its.user, edits={its.refund.pk: Edit(date=date(2025, 7, 1))}),
        {MAR, 202507},
    ),
    "edit tags": (
        lambda its: edit_transactions(user=its.user, edits={its.purchase.pk: Edit(tags=["x"])}),
        set(),
    ),
    "edit nothing": (
        lambda its: edit_transactions(
            user=its.user, edits={its.refund.pk: Edit(amount=its.refund.amount), its.split.pk: Edit()}
        ),
        set(),
    ),
    "bulk": (
        lambda its: edit_in_bulk(
            user=its.user, edits={its.split.pk: Edit(category="Other")}, deletions=[its.transfer.pk]
        ),
        {FEB, APR},
    ),
    "delete": (lambda its: delete_transactions(user=its.user, ids=[its.transfer.pk]), {APR}),
    "split": (
        lambda its: set_splits(
            user=its.user,
            transaction_id=its.purchase.pk,
            lines=[SplitLine(its.purchase.amount / 2), SplitLine(its.purchase.amount / 2)],
        ),
        {JAN, MAR},
    ),
    "unlink refund": (lambda its: unlink_refund(user=its.user, refund_id=its.refund.pk), {MAR}),
    "delete category": (
        lambda its: delete_category(its.user, its.shop.pk, reassign_to=its.other.pk),
        {JAN, FEB, MAR},
    ),
    "delete split category": (
        lambda its: delete_category(its.user, its.other.pk, reassign_to=its.shop.pk),
        {FEB},
    ),
    "new category": (lambda its: create_category(its.user, name="Rent"), set()),
    "default categories": (lambda its: create_default_categories(its.user), set()),
    "rename category": (lambda its: update_category(its.user, its.shop.pk, name="Shops"), set()),
    "rename category to one that decides": (
        lambda its: update_category(its.user, its.shop.pk, name="Groceries"),
        {JAN, FEB, MAR},
    ),
    "move category": (
        lambda its: update_category(its.user, its.other.pk, parent_id=its.shop.pk),
        {FEB},
    ),
    "colour category": (lambda its: update_category(its.user, its.shop.pk, color="#000000"), set()),
    "new account": (lambda its: create_account(its.user, name="New"), set()),
    "rename account": (lambda its: update_account(its.user, its.bank.pk, name="Bank 9"), set()),
    "opening balance": (
        lambda its: update_account(its.user, its.bank.pk, opening_balance=Decimal(5)),
        set(),
    ),
    "account type": (lambda its: update_account(its.user, its.spare.pk, type="investment"), {EVERYTHING}),
    "account type by name": (
        lambda its: set_account_type(its.user, name="Spare", type="investment"),
        {EVERYTHING},
    ),
    "same account type": (
        lambda its: set_account_type(its.user, name="Spare", type=its.spare.type),
        set(),
    ),
    "close account": (lambda its: delete_account(its.user, its.spare.pk), set()),
    "purge account": (lambda its: delete_account(its.user, its.spare.pk, purge=True), {APR}),
    "purge account of a purchase": (
        lambda its: delete_account(its.user, its.bank.pk, purge=True),
        {JAN, FEB, MAR, APR},
    ),
    "link a new account": (lambda its: sync(its, name="Bank A", type="savings"), set()),
    "link an account that is another thing": (
        lambda its: sync(its, name="Spare", type="investment"),
        {EVERYTHING},
    ),
    "anchor a balance": (
        lambda its: anchor_balances(user=its.user, accounts=sync(its, name="Bank A", type="savings")),
        set(),
    ),
    "reconvert": (lambda its: reconvert(user=its.user), set()),
    "what counts": (
        lambda its: update_preferences(user=its.user, changes={"excluded_accounts": ["Bank"]}),
        {EVERYTHING},
    ),
    "how it looks": (
        lambda its: update_preferences(user=its.user, changes={"number_format": "international"}),
        set(),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRITERS)
def test_writer(ledger: Ledger, name: str) -> None:
    write, expected = WRITERS[name]

    write(ledger)

    assert marks_of(ledger.user) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda its: create_account(its.user, name="BANK 2"),
        lambda its: update_account(its.user, its.bank.pk, name="Bank 2"),
        lambda its: update_account(its.user, its.spare.pk, name="bánk 2"),
    ],
)
def test_a_name_that_enters_the_excluded_ones_touches_everything(ledger: Ledger, write: Write) -> None:
    update_preferences(user=ledger.user, changes={"excluded_accounts": ["Bank 2"]})
    StaleMark.objects.all().delete()

    write(ledger)

    assert marks_of(ledger.user) == {EVERYTHING}


@pytest.mark.django_db
def test_delete_and_restore(ledger: Ledger) -> None:
    delete_transactions(user=ledger.user, ids=[ledger.refund.pk])
    StaleMark.objects.all().delete()

    restore_transaction(user=ledger.user, transaction_id=ledger.refund.pk)

    assert marks_of(ledger.user) == {MAR}


@pytest.mark.django_db
def test_a_new_refund_moves_its_own_month(ledger: Ledger) -> None:
    income = row(ledger.user, ledger.bank, date(2025, 9, 5), type="Income")

    link_refund(user=ledger.user, purchase_id=ledger.purchase.pk, refund_id=income.pk)
    assert marks_of(ledger.user) == {202509}

    StaleMark.objects.all().delete()
    link_refund(user=ledger.user, purchase_id=ledger.purchase.pk, refund_id=income.pk)
    assert marks_of(ledger.user) == set()


@pytest.mark.django_db
def test_merged_duplicates_touch_both_months(ledger: Ledger) -> None:
    kept = row(ledger.user, ledger.bank, date(2025, 8, 31), merchant="")
    repeat = row(ledger.user, ledger.bank, date(2025, 9, 1), merchant="Shop", category=ledger.shop)
    pair = DuplicateCandidate.objects.create(
        user=ledger.user, transaction=repeat, other=kept, score=90, created_at=kept.created_at
    )

    decide_duplicate(user=ledger.user, candidate_id=pair.pk, action="merge")

    assert marks_of(ledger.user) == {202508, 202509}


def upload(user: User, digest: str, *rows: tuple[str, int], **fields: Any) -> set[int]:
    """Brings (date, amount) rows and gives the months that this marked."""
    StaleMark.objects.all().delete()
    full = [{"date": day, "type": "Expense", "account": "Bank", "amount": amount} for day, amount in rows]
    upload_rows(user=user, upload=Upload("a.xlsx", digest * 64, full, **fields))
    return marks_of(user)


@pytest.mark.django_db
def test_an_upload_touches_what_its_plan_does(ana: User) -> None:
    first = [("2025-01-05", 1), ("2025-02-05", 2), ("2025-03-05", 3)]
    assert upload(ana, "1", *first) == {JAN, FEB, MAR}
    assert upload(ana, "1", *first, force=True) == set()
    # One amount changed, one row is gone.
    changed = [("2025-01-05", 9), ("2025-03-05", 3)]
    assert upload(ana, "2", *changed, confirm_deletions=True) == {JAN, FEB}
    # The dropped row comes back.
    assert upload(ana, "3", ("2025-01-05", 9), ("2025-02-05", 2), ("2025-03-05", 3)) == {FEB}


@pytest.mark.django_db
def test_a_row_dropped_by_its_source_leaves_the_month_where_a_person_put_it(ana: User) -> None:
    upload(ana, "1", ("2025-01-05", 1), ("2025-02-05", 2), ("2025-03-05", 3))
    moved = Transaction.objects.get(amount=2)
    edit_transactions(user=ana, edits={moved.pk: Edit(date=date(2025, 1, 20))})

    assert upload(ana, "2", ("2025-01-05", 1), ("2025-03-05", 3), confirm_deletions=True) == {JAN}


@pytest.mark.django_db
def test_undo_touches_what_came_and_what_comes_back(ana: User) -> None:
    upload(ana, "1", ("2025-01-05", 1), ("2025-02-05", 2), ("2025-03-05", 3))
    rows = [("2025-01-05", 9), ("2025-02-05", 2), ("2025-03-05", 3), ("2025-04-05", 4)]
    assert upload(ana, "2", *rows) == {JAN, APR}
    refunded = Transaction.objects.get(amount=4)
    bank = Account.objects.get()
    row(ana, bank, date(2025, 5, 5), type="Income", refund_of=refunded)
    StaleMark.objects.all().delete()
    last = ImportBatch.objects.order_by("-pk").values_list("pk", flat=True)[0]

    undo_import(user=ana, batch_id=last)

    assert marks_of(ana) == {JAN, APR, 202505}


@pytest.mark.django_db
def test_a_rate_touches_the_months_whose_amounts_it_changes(ana: User) -> None:
    bank = AccountFactory(user=ana)
    for month in (1, 2, 3):
        row(ana, bank, date(2025, month, 15), currency="EUR", amount=Decimal(10), base_amount=None)
        row(ana, bank, date(2025, month + 6, 15))
    split = row(ana, bank, date(2025, 2, 15), currency="EUR", amount=Decimal(10))
    SplitFactory(user=ana, transaction=split, position=0, amount=Decimal(10))

    assert rates_of(ana, (1, "90"), (2, "91"), (3, "92")) == {JAN, FEB, MAR}
    assert rates_of(ana, (2, "91")) == set()
    assert rates_of(ana, (2, "95")) == {FEB}


def rates_of(user: User, *rates: tuple[int, str]) -> set[int]:
    StaleMark.objects.all().delete()
    fixings = [DatedRate("INR", date(2025, month, 10), Decimal(rate)) for month, rate in rates]
    store_rates(fixings, source="ecb")
    return marks_of(user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_writer_of_marks_waits_for_no_other(ana: User) -> None:
    def mark() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            StaleMark.objects.create(user_id=ana.pk, period=JAN)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        StaleMark.objects.create(user_id=ana.pk, period=JAN)
        StaleMark.objects.filter(user_id=ana.pk).delete()
        other.submit(mark).result(timeout=10)

    assert marks_of(ana) == {JAN}
