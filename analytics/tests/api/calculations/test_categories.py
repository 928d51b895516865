"""GET calculations/category-breakdown, top-categories, categories/master."""

from __future__ import annotations

from datetime import date

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Category
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db
BREAKDOWN, TOP = "/api/calculations/category-breakdown", "/api/calculations/top-categories"
MASTER = "/api/calculations/categories/master"


@pytest.fixture
def rent(ana: User) -> Category:
    return CategoryFactory(user=ana, name="Rent")


@pytest.fixture
def food(ana: User) -> Category:
    return CategoryFactory(user=ana, name="Food")


@pytest.fixture
def _ledger(ana: User, ben: User, rent: Category, food: Category) -> None:
    salary = CategoryFactory(user=ana, name="Salary", kind="Income")
    dining = CategoryFactory(user=ana, name="Dining", parent=food)
    TransactionFactory(user=ana, amount=200, category=rent)
    TransactionFactory(user=ana, amount="60.50", category=food)
    TransactionFactory(user=ana, amount="39.50", category=dining, date=date(2026, 2, 1))
    TransactionFactory(user=ana, amount="33.33")
    TransactionFactory(user=ana, amount=1000, category=salary, type="Income")
    TransactionFactory(user=ben, amount=5)


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize("url", [BREAKDOWN, "/calculations/category-breakdown/"])
def test_breakdown_is_of_expenses(ana_api: APIClient, rent: Category, food: Category, url: str) -> None:
    assert ana_api.get(url).json() == {
        "categories": [
            {
                "category": "Rent",
                "category_id": rent.pk,
                "amount": 200.0,
                "percentage": 0.6,
                "transaction_count": 1,
            },
            {
                "category": "Food",
                "category_id": food.pk,
                "amount": 100.0,
                "percentage": 0.3,
                "transaction_count": 2,
            },
            {
                "category": "Uncategorized",
                "category_id": None,
                "amount": 33.33,
                "percentage": 0.1,
                "transaction_count": 1,
            },
        ],
        "total": 333.33,
    }


@pytest.mark.usefixtures("_ledger")
def test_top_categories(ana_api: APIClient, rent: Category) -> None:
    assert ana_api.get(f"{TOP}?limit=1&time_range=all_time").json() == [
        {"category": "Rent", "category_id": rent.pk, "amount": 200.0, "percentage": 0.6, "count": 1}
    ]
    assert len(ana_api.get(TOP).json()) == 3


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize("kind", ["Income", "income", "INCOME"])
def test_kind_and_dates(ana_api: APIClient, kind: str) -> None:
    body = ana_api.get(f"{BREAKDOWN}?transaction_type={kind}").json()
    assert [(row["category"], row["percentage"]) for row in body["categories"]] == [("Salary", 1.0)]
    body = ana_api.get(f"{BREAKDOWN}?start_date=2026-02-01").json()
    assert ([row["category"] for row in body["categories"]], body["total"]) == (["Food"], 39.5)


def test_ten_categories_unless_asked(ana_api: APIClient, ana: User) -> None:
    for amount in range(1, 13):
        TransactionFactory(user=ana, amount=amount, category=CategoryFactory(user=ana))
    assert [row["amount"] for row in ana_api.get(TOP).json()] == [
        float(amount) for amount in range(12, 2, -1)
    ]
    assert len(ana_api.get(f"{TOP}?limit=100").json()) == 12


def test_category_that_refunds_outweigh_takes_no_share(
    ana_api: APIClient, ana: User, rent: Category, food: Category
) -> None:
    bought = TransactionFactory(user=ana, amount=10, category=food, date=date(2025, 1, 1))
    TransactionFactory(user=ana, amount=8, type="Income", refund_of=bought)
    TransactionFactory(user=ana, amount=20, category=rent)
    body = ana_api.get(f"{BREAKDOWN}?start_date=2026-01-01").json()
    shares = [(row["category"], row["amount"], row["percentage"]) for row in body["categories"]]
    assert shares == [("Rent", 20.0, 1.0), ("Food", -8.0, 0.0)]
    assert body["total"] == 12.0


def test_empty_ledger_and_what_has_no_rate(ana_api: APIClient, ana: User, food: Category) -> None:
    assert ana_api.get(BREAKDOWN).json() == {"categories": [], "total": 0.0}
    assert ana_api.get(TOP).json() == []
    TransactionFactory(user=ana, account=AccountFactory(user=ana, currency="EUR"), category=food)
    assert ana_api.get(BREAKDOWN).json() == {"categories": [], "total": 0.0, "unconverted": 1}


@pytest.mark.parametrize(
    ("url", "field"),
    [
        (f"{BREAKDOWN}?transaction_type=Transfer", "transaction_type"),
        (f"{BREAKDOWN}?limit=3", "limit"),
        (f"{TOP}?limit=0", "limit"),
        (f"{TOP}?limit=101", "limit"),
        (f"{TOP}?time_range=fy&start_date=2026-01-01", "time_range"),
        (f"{MASTER}?kind=Income", "kind"),
    ],
)
def test_wrong_parameter_is_named(ana_api: APIClient, url: str, field: str) -> None:
    response = ana_api.get(url)
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_master_is_the_whole_tree_by_name(ana_api: APIClient, ana: User, ben: User) -> None:
    zoo = CategoryFactory(user=ana, name="zoo")
    CategoryFactory(user=ana, name="Pandas", parent=zoo)
    CategoryFactory(user=ana, name="apes", parent=zoo)
    CategoryFactory(user=ana, name="Food")
    CategoryFactory(user=ana, name="Salary", kind="Income")
    CategoryFactory(user=ben, name="Theirs")
    body = ana_api.get(MASTER).json()
    assert body == {"income": {"Salary": []}, "expense": {"Food": [], "zoo": ["apes", "Pandas"]}}
    assert list(body["expense"]) == ["Food", "zoo"]


def test_master_of_nothing(ana_api: APIClient) -> None:
    assert ana_api.get(MASTER).json() == {"income": {}, "expense": {}}
