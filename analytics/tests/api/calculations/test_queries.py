"""How often each calculation reads the ledger, whatever its size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
TABLES = ("finance_transaction", "FROM analytics_")
MONTH = "?start_date=2026-01-01&end_date=2026-01-31"


PART = "?start_date=2026-01-10&end_date=2026-02-10"


@pytest.mark.parametrize(
    ("asked", "rows", "figures"),
    [
        ("totals", 0, 1),
        (f"totals{PART}", 0, 1),
        ("monthly-aggregation", 0, 1),
        ("yearly-aggregation", 0, 1),
        ("category-breakdown", 0, 1),
        (f"category-breakdown{MONTH}", 0, 1),
        (f"category-breakdown{PART}", 2, 0),
        ("top-categories", 0, 1),
        ("categories/master", 0, 0),
        ("account-balances", 0, 1),
        (f"account-balances{MONTH}", 0, 2),
        ("daily-net-worth", 0, 2),
        ("insights", 2, 2),
    ],
)
def test_statements_over_rows_and_over_figures(
    ana_api: APIClient, ana: User, asked: str, rows: int, figures: int
) -> None:
    seen = []
    for number in (1, 10):
        for _ in range(number):
            row = TransactionFactory(user=ana, category=CategoryFactory(user=ana))
            TransactionFactory(
                user=ana, type="Transfer", account=row.account, to_account=AccountFactory(user=ana)
            )
        ana_api.get("/api/calculations/totals")  # brings the figures up to date
        with CaptureQueriesContext(connection) as queries:
            assert ana_api.get(f"/api/calculations/{asked}").status_code == 200
        texts = [query["sql"] for query in queries]
        seen.append((len(texts), *(sum(name in text for text in texts) for name in TABLES)))
    assert seen[0] == seen[1]
    assert seen[0][1:] == (rows, figures)
