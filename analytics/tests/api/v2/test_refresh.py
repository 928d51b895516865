from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from analytics.models import MonthlySummary
from analytics.services import refresh
from analytics.services.locks import figures_locked
from config.jobs.tests.threads import PATIENCE, start
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db

QUERIES = 30 if connection.vendor == "sqlite" else 32
PATH = "/api/analytics/v2/refresh"


def enter(user: User) -> None:
    bank, fund = AccountFactory(user=user), AccountFactory(user=user, type="investment")
    food = CategoryFactory(user=user)
    shared: dict[str, Any] = {"user": user, "account": bank}
    for day in (date(2025, 3, 31), date(2025, 4, 1), date(2025, 5, 1)):
        TransactionFactory(**shared, date=day, category=food, merchant="Shop")
        TransactionFactory(**shared, date=day, merchant="Inn")
        TransactionFactory(**shared, date=day, type="Transfer", to_account=fund)


def test_refresh_answers_how_many_figures_there_are(ana: User, ana_api: APIClient) -> None:
    enter(ana)

    for _ in range(2):
        answer = ana_api.post(PATH)

        assert answer.status_code == 200
        assert answer.json() == {
            "success": True,
            "analytics": {
                "daily_summaries": 3,
                "monthly_summaries": 3,
                "category_trends": 6,
                "transfer_flows": 1,
                "merchants": 2,
                "recurring": 0,
                "net_worth": 3,
                "investment_holdings": 1,
                "fy_summaries": 2,
                "anomalies": 0,
                "budgets_updated": 0,
            },
        }
    assert MonthlySummary.objects.count() == 3


def test_an_empty_ledger_has_none(ana_api: APIClient) -> None:
    answer = ana_api.post(PATH)

    assert answer.status_code == 200
    assert set(answer.json()["analytics"].values()) == {0}


def test_it_takes_a_fixed_number_of_queries(
    ana: User, ana_api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        enter(ana)
        with django_assert_num_queries(QUERIES):
            ana_api.post(PATH)


def test_it_is_limited(ana_api: APIClient, rate_limits: None) -> None:
    statuses = [ana_api.post(PATH).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]


@pytest.mark.django_db(transaction=True)
def test_a_refresh_under_way_asks_for_patience(
    ana: User, ana_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "CALLER_WAITS", 0.05)

    with figures_locked(ana.pk, wait=1):
        answer = start(lambda: ana_api.post(PATH)).result(PATIENCE)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
