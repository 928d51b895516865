"""What a bank's updates leave in the ledger, and what becomes of a person's own work on its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from config.lib.errors import Conflict
from finance.domain.incoming import IncomingTransaction
from finance.domain.linked_account import LinkedAccount
from finance.models import Account, DuplicateCandidate, ImportBatch, Split, Transaction, TransactionChange
from finance.selectors.imports import imports_of
from finance.selectors.transaction_rows import complete, rows_of
from finance.services.bank_delivery import BankOutcome, ingest_bank
from finance.services.edits import Edit
from finance.services.linked_accounts import sync_accounts
from finance.services.splits import SplitLine, set_splits
from finance.services.transactions import delete_transactions, edit_transactions, restore_transaction
from finance.services.undo import undo_import
from finance.tests.factories import AccountFactory, TransactionFactory
from preferences.models import StaleMark

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 15)


def accounts_of(user: User, *ids: str) -> dict[str, Account]:
    told = [
        LinkedAccount(external_id=pk, name=f"Bank {pk}", type="checking", currency="INR", balance=Decimal(0))
        for pk in ids or ("acc",)
    ]
    return sync_accounts(user=user, connection_id=7, provider_id="banka", accounts=told)


def row(external_id: str, amount: object = 100, **changed: Any) -> IncomingTransaction:
    usual: dict[str, Any] = {
        "date": DAY,
        "amount": Decimal(str(amount)),
        "currency": "INR",
        "type": "Expense",
        "account": "acc",
        "note": "lunch",
    }
    return IncomingTransaction(**usual | changed, external_id=external_id)


def deliver(user: User, rows: Sequence[IncomingTransaction] = (), **more: Any) -> BankOutcome:
    accounts: Mapping[str, Account] = more.pop("accounts", None) or accounts_of(user)
    return ingest_bank(user=user, connection_id=7, accounts=accounts, rows=rows, **more)


def counts(done: BankOutcome) -> tuple[int, int, int, int]:
    return done.inserted, done.updated, done.removed, done.unchanged


def ledger(user: User) -> list[Any]:
    rows = Transaction.objects.for_user(user).live().order_by("external_id")
    return list(rows.values_list("external_id", "amount", "note", "status"))


def history(row: Transaction) -> list[tuple[str, Any, Any, str]]:
    lines = TransactionChange.objects.filter(transaction=row).order_by("id")
    return list(lines.values_list("field", "before", "after", "origin"))


def test_new_changed_and_dropped_rows_with_their_history(ana: User) -> None:
    assert counts(deliver(ana, [row("a"), row("b", 20), row("c", 30)])) == (3, 0, 0, 0)
    StaleMark.objects.all().delete()

    done = deliver(ana, [row("a"), row("b", 25, note="dinner")], removed=["c", "unknown"])

    assert counts(done) == (0, 1, 1, 1)
    assert ledger(ana) == [("a", 100, "lunch", "posted"), ("b", 25, "dinner", "posted")]
    changed, dropped = (Transaction.objects.get(external_id=key) for key in "bc")
    assert history(changed) == [("amount", "20", "25", "sync"), ("note", "lunch", "dinner", "sync")]
    assert history(dropped) == [("deletion", "", "source", "sync")]
    assert {mark.period for mark in StaleMark.objects.filter(user=ana)} == {202501}


def test_nothing_leaves_no_trace(ana: User) -> None:
    accounts = accounts_of(ana)

    assert deliver(ana, accounts=accounts) == BankOutcome()
    assert not ImportBatch.objects.exists()


def test_the_same_again_changes_nothing(ana: User) -> None:
    rows = [row("a"), row("b"), row("c", status="pending")]
    deliver(ana, rows)
    before = list(Transaction.objects.order_by("id").values())

    assert counts(deliver(ana, rows, whole=True)) == (0, 0, 0, 3)
    assert list(Transaction.objects.order_by("id").values()) == before
    assert not TransactionChange.objects.exists()


def test_two_ids_with_the_same_facts_are_two_rows(ana: User) -> None:
    deliver(ana, [row("a"), row("b")])
    deliver(ana, [row("c")])

    assert [pk for pk, *_ in ledger(ana)] == ["a", "b", "c"]


def test_a_persons_work_follows_a_row_to_its_new_id(ana: User) -> None:
    deliver(ana, [row("a"), row("twin")])
    held = Transaction.objects.get(external_id="a")
    edit_transactions(user=ana, edits={held.pk: Edit(note="with Ben", tags=["work"])})
    set_splits(user=ana, transaction_id=held.pk, lines=[SplitLine(Decimal(60)), SplitLine(Decimal(40))])

    done = deliver(ana, [row("z")], removed=["a"])

    assert counts(done) == (0, 1, 0, 0)
    assert ledger(ana) == [("twin", 100, "lunch", "posted"), ("z", 100, "with Ben", "posted")]
    assert Transaction.objects.get(external_id="z").pk == held.pk
    assert Split.objects.filter(transaction=held).count() == 2
    assert held.tag_links.count() == 1


def test_a_row_comes_back_under_a_new_id_in_a_later_update(ana: User) -> None:
    deliver(ana, [row("a")])
    deliver(ana, removed=["a"])

    done = deliver(ana, [row("b")])

    assert counts(done) == (1, 0, 0, 0)
    assert Transaction.objects.count() == 1
    assert ledger(ana) == [("b", 100, "lunch", "posted")]


def test_a_pending_row_becomes_the_posted_one_with_all_that_a_person_did(ana: User) -> None:
    deliver(ana, [row("p", 100, status="pending")])
    held = Transaction.objects.get()
    edit_transactions(user=ana, edits={held.pk: Edit(note="with Ben")})

    deliver(ana, [row("q", 115, note="LUNCH 42", pending_external_id="p")], removed=["p"])
    deliver(ana, [row("p", 100, status="pending")])

    assert ledger(ana) == [("q", 115, "with Ben", "posted")]
    assert Transaction.objects.get().pk == held.pk


def test_a_row_that_a_person_deleted_stays_away(ana: User) -> None:
    deliver(ana, [row("a")])
    delete_transactions(user=ana, ids=[Transaction.objects.get().pk])

    deliver(ana, [row("a", 200)])
    deliver(ana, removed=["a"])
    deliver(ana, [row("b", 200)])
    deliver(ana, [row("b", 200), row("c", 1)])

    assert ledger(ana) == [("c", 1, "lunch", "posted")]
    assert Transaction.objects.count() == 2


def test_a_restored_row_that_the_bank_had_dropped_meanwhile_is_kept(ana: User) -> None:
    deliver(ana, [row("a")])
    held = Transaction.objects.get()
    delete_transactions(user=ana, ids=[held.pk])
    deliver(ana, removed=["a"])
    restore_transaction(user=ana, transaction_id=held.pk)

    assert ledger(ana) == [(None, 100, "lunch", "posted")]
    deliver(ana, [row("a")])
    assert ledger(ana) == [("a", 100, "lunch", "posted")]


def test_a_renamed_account_stays_the_banks_account(ana: User) -> None:
    accounts = accounts_of(ana)
    deliver(ana, [row("a")])
    Account.objects.filter(pk=accounts["acc"].pk).update(name="Wallet", name_key="wallet")

    done = deliver(ana, [row("a"), row("b")])

    assert counts(done) == (1, 0, 0, 1)
    assert set(Transaction.objects.values_list("account_id", flat=True)) == {accounts["acc"].pk}


def test_a_row_of_another_source_is_only_flagged(ana: User) -> None:
    account = AccountFactory(user=ana, name="Bank acc")
    mine = TransactionFactory(user=ana, account=account, date=DAY, amount=100, note="lunch")

    done = deliver(ana, [row("a")])

    assert (done.inserted, done.duplicates) == (1, 1)
    [pair] = DuplicateCandidate.objects.all()
    assert pair.other_id == mine.pk


def test_a_failure_of_the_caller_leaves_nothing(ana: User) -> None:
    accounts = accounts_of(ana)

    with transaction.atomic():
        deliver(ana, [row("a")], accounts=accounts)
        transaction.set_rollback(True)

    assert not Transaction.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_banks_delivery_is_no_import_that_could_be_undone(ana: User) -> None:
    batch = deliver(ana, [row("a")]).batch
    assert batch is not None

    with pytest.raises(Conflict, match="cannot be taken back"):
        undo_import(user=ana, batch_id=batch.pk, force=True)

    assert not imports_of(user=ana)
    assert len(ledger(ana)) == 1


def test_a_thousand_new_rows_take_a_fixed_number_of_queries(
    ana: User, django_assert_max_num_queries: Any
) -> None:
    accounts = accounts_of(ana)
    rows = [row(f"{number}", number + 1) for number in range(1000)]

    with django_assert_max_num_queries(40):
        deliver(ana, rows, accounts=accounts)
    with django_assert_max_num_queries(40):
        assert counts(deliver(ana, rows, accounts=accounts)) == (0, 0, 0, 1000)


def test_a_row_of_a_bank_came_with_no_file(ana: User) -> None:
    deliver(ana, [row("a")])

    [shown] = complete(user_id=ana.pk, rows=list(rows_of(Transaction.objects.for_user(ana))))

    assert (shown.source, shown.file_source) == ("bank", None)
