"""The pages of rows, their history, imports and rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from finance.domain.rates import DatedRate
from finance.models import ImportBatch, Transaction, TransactionChange
from finance.services.conversion import store_rates
from finance.services.edits import Edit
from finance.services.presets import create_preset
from finance.services.transactions import edit_transactions
from finance.services.upload import Upload, upload_rows

PAGES = [
    "transaction",
    "transactionchange",
    "duplicatecandidate",
    "importbatch",
    "importpreset",
    "source",
    "exchangerate",
]


@pytest.fixture
def operator(db: None) -> User:
    return UserFactory(email="op@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def batch(ana: User) -> ImportBatch:
    row = {"date": "2025-01-15", "amount": 5, "type": "Expense", "account": "Bank", "note": "Tea"}
    upload_rows(user=ana, upload=Upload(file_name="book.xlsx", file_hash="a" * 64, rows=[row]))
    create_preset(user=ana, name="My bank", mapping={})
    store_rates([DatedRate("USD", date(2025, 1, 2), Decimal("1.03"))], source="ecb")
    return ImportBatch.objects.get()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_lists_and_searches(desk: Client, batch: ImportBatch, page: str) -> None:
    assert desk.get(f"/admin/finance/{page}/").status_code == 200
    assert desk.get(f"/admin/finance/{page}/?q=ana").status_code == 200
    assert desk.get(f"/admin/finance/{page}/add/").status_code == 403


def test_a_row_can_be_looked_at_and_not_changed(desk: Client, batch: ImportBatch) -> None:
    row = Transaction.objects.get()
    url = f"/admin/finance/transaction/{row.pk}/change/"

    assert "Tea" in desk.get(url).content.decode()
    assert desk.post(url, {"note": "Coffee"}).status_code == 403
    assert desk.post(f"/admin/finance/transaction/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Transaction.objects.get().note == "Tea"


def undo(desk: Client, batch: ImportBatch) -> str:
    chosen = {"action": "undo", "_selected_action": [batch.pk]}
    return desk.post("/admin/finance/importbatch/", chosen, follow=True).content.decode()


def test_an_import_is_undone_and_noted(desk: Client, operator: User, batch: ImportBatch) -> None:
    assert f"Import {batch.pk} undone." in undo(desk, batch)
    assert Transaction.objects.count() == 0
    assert LogEntry.objects.get().user == operator
    assert "undone already" in undo(desk, batch)


def test_edits_of_people_are_not_lost(desk: Client, ana: User, batch: ImportBatch) -> None:
    edit_transactions(user=ana, edits={Transaction.objects.get().pk: Edit(note="Mine")})

    assert "edited since" in undo(desk, batch)
    assert Transaction.objects.get().note == "Mine"
    assert TransactionChange.objects.filter(origin="undo").count() == 0


def test_an_operators_undo_is_the_operators_in_the_history(
    desk: Client, operator: User, ana: User, batch: ImportBatch
) -> None:
    changed = [{"date": "2025-01-15", "amount": 6, "type": "Expense", "account": "Bank", "note": "Tea"}]
    done = upload_rows(user=ana, upload=Upload(file_name="book.xlsx", file_hash="b" * 64, rows=changed))

    undo(desk, ImportBatch.objects.get(pk=done.import_id))

    line = TransactionChange.objects.get(origin="undo")
    assert (line.field, line.before, line.after, line.actor_id) == ("amount", "6", "5", operator.pk)
