"""What accounts hold is read from the days that are kept: the list costs the same for any number of rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, TransactionFactory

pytestmark = pytest.mark.django_db


def test_the_list_reads_no_rows(ana: User, ana_api: APIClient) -> None:
    bank = AccountFactory(user=ana, name="Bank", opening_balance="10")
    TransactionFactory(user=ana, account=bank, type="Income", amount="32.5")
    assert ana_api.get("/api/accounts").json()["data"][0]["balance"] == 42.5

    with CaptureQueriesContext(connection) as queries:
        [row] = ana_api.get("/api/accounts").json()["data"]

    assert row["balance"] == 42.5
    assert not [query["sql"] for query in queries if "finance_transaction" in query["sql"]]


def test_the_next_read_shows_a_write(ana_api: APIClient) -> None:
    bank = ana_api.post("/api/accounts", {"name": "Bank", "opening_balance": 10}).json()
    assert ana_api.get(f"/api/accounts/{bank['id']}").json()["balance"] == 10

    entry = {"date": "2026-01-02", "amount": 3, "type": "Expense", "account": "Bank"}
    assert ana_api.post("/api/transactions", entry).status_code == 201

    assert ana_api.get(f"/api/accounts/{bank['id']}").json()["balance"] == 7
