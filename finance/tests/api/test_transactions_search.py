"""GET transactions/search."""

from __future__ import annotations

from datetime import date

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
URL = "/api/transactions/search"


@pytest.mark.parametrize("url", [URL, "/transactions/search/", "/v1/transactions/search"])
def test_body_is_that_of_the_seed(ana_api: APIClient, ana: User, url: str) -> None:
    for day in (1, 2):
        TransactionFactory(user=ana, note="Tea", date=date(2026, 1, day))
    row = TransactionFactory(user=ana, note="Tea", date=date(2026, 1, 3))
    body = ana_api.get(f"{url}?query=tea&limit=1").json()
    assert [found["id"] for found in body["data"]] == [row.pk]
    assert isinstance(body.pop("next_cursor"), str)
    del body["data"]
    assert body == {"total": 3, "limit": 1, "offset": 0, "has_more": True}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("CAFÉ", 1),
        ("cafe", 1),
        ("groceries", 1),
        ("hdfc", 1),
        ("cafe groceries HDFC", 1),
        ("cafe rent", 0),
        ("50%25", 1),
        ("5%25%25", 0),
        ("_", 0),
        ("", 2),
    ],
)
def test_words_are_found_in_note_category_and_account(
    ana_api: APIClient, ana: User, ben: User, query: str, found: int
) -> None:
    account, groceries = AccountFactory(user=ana, name="HDFC"), CategoryFactory(user=ana, name="Groceries")
    TransactionFactory(user=ana, account=account, category=groceries, note="Cafe\u0301 50% off")
    TransactionFactory(user=ana, note="other")
    TransactionFactory(user=ben, note="café groceries hdfc")
    assert ana_api.get(f"{URL}?query={query}").json()["total"] == found


def test_parameters_of_the_seed(ana_api: APIClient, ana: User) -> None:
    groceries = CategoryFactory(user=ana, name="Groceries")
    market = CategoryFactory(user=ana, name="Supermarket", parent=groceries)
    account = AccountFactory(user=ana, name="HDFC Savings")
    wanted = TransactionFactory(user=ana, account=account, category=market, amount=10, note="Weekly")
    TransactionFactory(user=ana, note="Weekly")
    asked = (
        "query=weekly&category=groceries&subcategory=supermarket&account=hdfc+savings&type=Expense"
        "&min_amount=10.0&max_amount=10.0&start_date=2026-01-15&end_date=2026-01-15"
        "&limit=1000&offset=0&sort_by=account&sort_order=asc"
    )
    body = ana_api.get(f"{URL}?{asked}").json()
    assert ([row["id"] for row in body["data"]], body["total"]) == ([wanted.pk], 1)
