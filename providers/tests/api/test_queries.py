"""What reads cost: as many statements for many rows as for one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.domain.linked_account import LinkedHolding
from finance.services.linked_accounts import sync_holdings
from finance.tests.factories import AccountFactory
from providers.tests.factories import ConnectionFactory, SyncRunFactory

pytestmark = pytest.mark.django_db
SESSION = 1  # who is asking


def furnish(user: User, number: int) -> None:
    linked = ConnectionFactory(user=user)
    account = AccountFactory(user=user, connection_id=linked.pk, external_id="a", provider_id="banka")
    SyncRunFactory(user=user, connection=linked, status="ok")
    told = LinkedHolding(
        account_id="a", external_id="f", name="Fund", currency="USD", quantity=Decimal(number)
    )
    sync_holdings(user=user, accounts={"a": account}, holdings=[told], today=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("path", "statements"),
    [("connections", 3), ("sync/status", 2), ("sync/status?limit=3", 2), ("holdings", 1), ("providers", -1)],
)
def test_reads(ana: User, ana_api: APIClient, path: str, statements: int) -> None:
    for rows in (1, 4):
        for number in range(rows):
            furnish(ana, number + 1)
        with CaptureQueriesContext(connection) as seen:
            assert ana_api.get(f"/api/{path}").status_code == 200
        assert len(seen) == SESSION + statements, [query["sql"] for query in seen.captured_queries]
