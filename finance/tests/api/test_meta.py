from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Category
from finance.tests.api.test_accounts import finance_queries
from finance.tests.factories import AccountFactory, CategoryFactory, SplitFactory, TransactionFactory

PATHS = ["accounts", "filters", "buckets", "types", "categories"]
TYPES = ["Expense", "Income", "Transfer"]


def category(
    user: User, name: str, bucket: str = "wants", parent: Category | None = None, kind: str = "Expense"
) -> Category:
    made: Category = CategoryFactory(user=user, name=name, bucket=bucket, parent=parent, kind=kind)
    return made


@pytest.fixture
def ledger(ana: User, ben: User) -> None:
    """Accounts and categories in use, and others that only deleted rows or nobody uses."""
    sender, receiver = (
        AccountFactory(user=ana, name="Checking"),
        AccountFactory(user=ana, name="Zerodha", type="investment"),
    )
    TransactionFactory(user=ana, account=sender, to_account=receiver, type="Transfer")
    TransactionFactory(user=ana, account=AccountFactory(user=ana, name="Gone"), deleted=True)
    AccountFactory(user=ana, name="PPF", type="investment")

    food = category(ana, "Food", "needs")
    for used in (
        category(ana, "Dining", "wants", food),
        category(ana, "Groceries", "needs", food),
        category(ana, "Mutual Funds", "investment"),
        category(ana, "Salary", "wants", kind="Income"),
    ):
        TransactionFactory(user=ana, account=sender, category=used)
    TransactionFactory(user=ana, account=sender, category=category(ana, "Deleted"), deleted=True)
    line = TransactionFactory(user=ana, account=sender)
    SplitFactory(transaction=line, category=category(ana, "Emergency Fund", "savings"))
    SplitFactory(
        transaction=TransactionFactory(user=ana, account=sender, deleted=True),
        category=category(ana, "Deleted line"),
    )
    category(ana, "Unused")
    TransactionFactory(
        user=ben,
        account=AccountFactory(user=ben, name="Theirs", type="investment"),
        category=category(ben, "Theirs"),
    )


@pytest.mark.parametrize("mount", ["/api/meta/{}", "/meta/{}/", "/v1/meta/{}"])
def test_the_bodies(ana_api: APIClient, ledger: None, mount: str) -> None:
    bodies = {path: ana_api.get(mount.format(path)).json() for path in PATHS}

    assert bodies == {
        "accounts": {"accounts": ["Checking", "Zerodha"]},
        "filters": {"transaction_types": TYPES, "accounts": ["Checking", "Zerodha"]},
        "types": {"transaction_types": TYPES},
        "categories": {
            "categories": ["Emergency Fund", "Food", "Mutual Funds", "Salary"],
            "subcategories": {
                "Emergency Fund": [],
                "Food": ["Dining", "Groceries"],
                "Mutual Funds": [],
                "Salary": [],
            },
        },
        "buckets": {
            "needs": ["Food"],
            "wants": ["Dining"],
            "savings": ["Emergency Fund"],
            "investment_categories": ["Mutual Funds"],
            "investment_accounts": ["PPF", "Zerodha"],
        },
    }


def test_a_new_ledger(ana_api: APIClient) -> None:
    assert {path: ana_api.get(f"/api/meta/{path}").json() for path in PATHS} == {
        "accounts": {"accounts": []},
        "filters": {"transaction_types": TYPES, "accounts": []},
        "types": {"transaction_types": TYPES},
        "categories": {"categories": [], "subcategories": {}},
        "buckets": {
            "needs": [],
            "wants": [],
            "savings": [],
            "investment_categories": [],
            "investment_accounts": [],
        },
    }


@pytest.mark.parametrize(
    ("path", "expected"), [("accounts", 1), ("filters", 1), ("types", 0), ("categories", 1), ("buckets", 2)]
)
def test_queries(ana_api: APIClient, ledger: None, path: str, expected: int) -> None:
    assert finance_queries(ana_api, f"/api/meta/{path}") == expected


@pytest.mark.parametrize("path", PATHS)
def test_conditional_strict_and_private(ana_api: APIClient, api: APIClient, path: str) -> None:
    url = f"/api/meta/{path}"
    tag = ana_api.get(url)["ETag"]

    assert ana_api.get(url, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert ana_api.get(f"{url}?type=x").json()["errors"] == {"type": ["Unknown field"]}
    assert api.get(url).status_code == 401
    assert ana_api.post(url).status_code == 405
