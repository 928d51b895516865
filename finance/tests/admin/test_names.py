"""The pages of accounts and categories."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from finance.models import Account, Category
from finance.tests.factories import AccountFactory, CategoryFactory

PAGES = ["account", "category"]


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(email="op@example.com", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def rows(ana: User, ben: User) -> dict[str, Account | Category]:
    food = CategoryFactory(user=ana, name="Food")
    CategoryFactory(user=ben, name="Theirs")
    AccountFactory(user=ben, name="Theirs")
    return {
        "account": AccountFactory(user=ana, name="Bank"),
        "category": CategoryFactory(user=ana, name="Snacks", parent=food),
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("query", "shown", "hidden"), [("", "Theirs", "-"), ("?q=ana", "ana@example.com", "Theirs")]
)
def test_lists_and_search(
    desk: Client, rows: dict[str, Account | Category], page: str, query: str, shown: str, hidden: str
) -> None:
    html = desk.get(f"/admin/finance/{page}/{query}").content.decode()

    assert shown in html
    assert str(rows[page]) in html
    assert hidden == "-" or hidden not in html


@pytest.mark.parametrize(
    ("level", "shown", "hidden"), [("top", "Theirs", "Snacks"), ("sub", "Snacks", "Theirs")]
)
def test_levels(
    desk: Client, rows: dict[str, Account | Category], level: str, shown: str, hidden: str
) -> None:
    html = desk.get(f"/admin/finance/category/?level={level}").content.decode()

    assert shown in html
    assert hidden not in html


@pytest.mark.parametrize("page", PAGES)
def test_nobody_edits(desk: Client, rows: dict[str, Account | Category], page: str) -> None:
    row = rows[page]
    url = f"/admin/finance/{page}/{row.pk}"

    assert row.name in desk.get(f"{url}/change/").content.decode()
    for path in (f"{url}/change/", f"{url}/delete/", f"/admin/finance/{page}/add/"):
        assert desk.post(path, {"name": "Changed", "post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.name != "Changed"


@pytest.mark.parametrize("page", PAGES)
def test_more_rows_cost_no_more_queries(desk: Client, ana: User, page: str) -> None:
    url = f"/admin/finance/{page}/"
    desk.get(url)
    counts = []
    for number in range(2):
        AccountFactory.create_batch(3, user=UserFactory())
        CategoryFactory.create_batch(
            3, user=ana, parent=CategoryFactory(user=UserFactory(email=f"{number}@x.example"))
        )
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
