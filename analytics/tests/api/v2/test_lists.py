"""What all lists of figures have in common."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory
from preferences.models import StaleMark
from preferences.services.versions import bump_ledger

pytestmark = pytest.mark.django_db
# Statements over figures, when they are up to date.
LISTS = {
    "daily-summaries": 1,
    "monthly-summaries": 1,
    "category-trends": 2,
    "transfer-flows": 2,
    "merchant-intelligence?min_transactions=1": 2,
    "net-worth": 4,
    "fy-summaries": 1,
    "investment-holdings": 2,
}
EMPTY: dict[str, Any] = {
    "data": [],
    "total": 0,
    "limit": 100,
    "offset": 0,
    "has_more": False,
    "count": 0,
}
MORE: dict[str, Any] = {
    "transfer-flows": {"summary": {"total_flow": 0.0, "unique_accounts": 0}},
    "investment-holdings": {
        "summary": {"total_invested": 0.0, "total_current_value": 0.0, "total_gains": 0.0}
    },
    "net-worth": {"current": {"net_worth": 0.0, "total_assets": 0.0, "total_liabilities": 0.0}},
}

every_list = pytest.mark.parametrize("name", LISTS)


def path(name: str) -> str:
    return f"/api/analytics/v2/{name}"


def enter(user: User) -> None:
    row = TransactionFactory(user=user, category=CategoryFactory(user=user), merchant=f"Shop {user.pk}")
    fund = AccountFactory(user=user, type="investment")
    TransactionFactory(user=user, type="Transfer", account=row.account, to_account=fund)


@every_list
def test_nobody_has_figures_without_rows(ana_api: APIClient, name: str) -> None:
    body = ana_api.get(path(name)).json()
    body.get("current", {}).pop("as_of", None)
    assert body == EMPTY | MORE.get(name, {})


@every_list
def test_figures_of_others_are_not_seen(ana: User, ben_api: APIClient, name: str) -> None:
    empty = ben_api.get(path(name)).json()
    enter(ana)
    assert ben_api.get(path(name)).json() == empty


@every_list
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("offset=-1", "offset"),
        ("offset=1&page=2", "page"),
        ("cursor=x", "cursor"),
        ("typo=1", "typo"),
        ("limit=1&limit=2", "limit"),
    ],
)
def test_wrong_parameters_are_refused(ana_api: APIClient, name: str, wrong: str, field: str) -> None:
    answer = ana_api.get(f"{path(name)}{'&' if '?' in name else '?'}{wrong}")
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("name", ["monthly-summaries", "category-trends"])
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ("start_period=2026-13", "start_period"),
        ("start_period=0000-01", "start_period"),
        ("end_period=202601", "end_period"),
        ("end_period=2026-01-01", "end_period"),
        ("start_period=2026-02&end_period=2026-01", "start_period"),
        ("start_date=2026-01-01", "start_date"),
    ],
)
def test_wrong_months_are_refused(ana_api: APIClient, name: str, wrong: str, field: str) -> None:
    answer = ana_api.get(f"{path(name)}?{wrong}")
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("name", ["daily-summaries", "net-worth"])
def test_days_in_the_wrong_order_are_refused(ana_api: APIClient, name: str) -> None:
    answer = ana_api.get(f"{path(name)}?start_date=2026-01-02&end_date=2026-01-01")
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"start_date": ["Must not be after end_date"]}


@every_list
def test_statements_do_not_grow_with_rows(ana: User, ana_api: APIClient, name: str) -> None:
    seen = []
    for number in (1, 8):
        for _ in range(number):
            enter(ana)
        ana_api.get(path(name))
        with CaptureQueriesContext(connection) as queries:
            assert ana_api.get(path(name)).json()["count"] > 0
        texts = [query["sql"] for query in queries]
        assert not [text for text in texts if "finance_transaction" in text]
        seen.append((len(texts), len([text for text in texts if "analytics_" in text])))
    assert seen == [(seen[0][0], LISTS[name])] * 2


@every_list
def test_an_unchanged_list_is_not_read_again(ana: User, ana_api: APIClient, name: str) -> None:
    enter(ana)
    bump_ledger(ana.pk, periods=[202601])
    tag = ana_api.get(path(name))["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = ana_api.get(path(name), headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert not [query for query in queries if "analytics_" in query["sql"] or "finance_t" in query["sql"]]
    enter(ana)
    bump_ledger(ana.pk, periods=[202601])
    changed = ana_api.get(path(name), headers={"If-None-Match": tag})
    assert (changed.status_code, StaleMark.objects.count()) == (200, 0)
