"""What a client has already costs no figure and no row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.services.edits import Edit
from finance.services.transactions import create_transaction

pytestmark = pytest.mark.django_db

PATH = "/api/analytics/v2/monthly-summaries"


def spend(user: User) -> None:
    create_transaction(user=user, edit=Edit(date=date(2026, 1, 5), amount=Decimal(1), type="Expense"))


def test_an_unchanged_page_is_answered_without_a_look_at_figures_or_rows(
    ana: User, ana_api: APIClient
) -> None:
    spend(ana)
    tag = ana_api.get(PATH)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        answer = ana_api.get(PATH, headers={"If-None-Match": tag})

    assert answer.status_code == 304
    asked = " ".join(query["sql"] for query in queries)
    assert not any(table in asked for table in ("finance_transaction", "stalemark", "analytics_"))


def test_a_page_that_a_write_changed_is_not_taken_for_unchanged(ana: User, ana_api: APIClient) -> None:
    spend(ana)
    tag = ana_api.get(PATH)["ETag"]
    spend(ana)

    answer = ana_api.get(PATH, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.json()["data"][0]["expenses"]["total"] == 2
