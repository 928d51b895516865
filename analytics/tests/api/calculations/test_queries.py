"""How often each calculation reads the ledger, whatever its size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
DATES = "?start_date=2026-01-01&end_date=2026-01-31"


@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        ("totals", 1),
        ("monthly-aggregation", 1),
        ("yearly-aggregation", 1),
        ("category-breakdown", 1),
        ("top-categories", 1),
        ("categories/master", 0),
        ("account-balances", 1),
        (f"account-balances{DATES}", 2),
        ("daily-net-worth", 2),
        ("insights", 4),
        (f"insights{DATES}", 3),
    ],
)
def test_statements_over_transactions(ana_api: APIClient, ana: User, asked: str, statements: int) -> None:
    seen = []
    for number in (1, 10):
        for _ in range(number):
            row = TransactionFactory(user=ana, category=CategoryFactory(user=ana))
            TransactionFactory(
                user=ana, type="Transfer", account=row.account, to_account=AccountFactory(user=ana)
            )
        with CaptureQueriesContext(connection) as queries:
            assert ana_api.get(f"/api/calculations/{asked}").status_code == 200
        seen.append(
            (len(queries), len([query for query in queries if "finance_transaction" in query["sql"]]))
        )
    assert seen[0] == seen[1]
    assert seen[0][1] == statements
