from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.models import User
from finance.models import Transaction
from finance.services.edits import Edit
from finance.services.transactions import edit_transactions
from finance.services.upload import Upload, upload_rows
from finance.tests.factories import TransactionFactory

pytestmark = pytest.mark.django_db


def payees(user: User) -> list[str]:
    return list(Transaction.objects.for_user(user).order_by("pk").values_list("payee", flat=True))


def test_every_writer_names_the_payee(ana: User) -> None:
    rows = [
        {"date": "2025-01-05", "type": "Expense", "account": "Bank", "amount": 5, "merchant": "SQ *CAFE #12"},
        {"date": "2025-01-06", "type": "Expense", "account": "Bank", "amount": 6, "note": "NETFLIX.COM"},
        {"date": "2025-01-07", "type": "Expense", "account": "Bank", "amount": 7},
    ]
    upload_rows(user=ana, upload=Upload("a.xlsx", "1" * 64, rows))
    assert payees(ana) == ["Cafe", "Netflix", ""]

    third = Transaction.objects.get(amount=7)
    edit_transactions(user=ana, edits={third.pk: Edit(merchant="WAL-MART # 3000")})
    assert payees(ana) == ["Cafe", "Netflix", "Walmart"]


def test_rows_from_before_get_theirs(ana: User) -> None:
    for merchant, note in [("SQ *CAFE #12", "x"), ("", "NETFLIX.COM"), ("", ""), ("SQ *CAFE #12", "x")]:
        TransactionFactory(user=ana, merchant=merchant, note=note, payee="")

    import_module("finance.migrations.0004_payee").fill(apps, BaseDatabaseSchemaEditor(connection))

    assert payees(ana) == ["Cafe", "Netflix", "", "Cafe"]
