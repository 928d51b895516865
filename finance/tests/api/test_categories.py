from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from finance.models import Category, Transaction
from finance.services.default_categories import create_default_categories
from finance.tests.factories import CategoryFactory, TransactionFactory

MOUNTS = ["/api/categories", "/categories/", "/v1/categories", "/api/finance/categories/"]
URL = "/api/categories"


def names(user: User) -> list[str]:
    return list(Category.objects.for_user(user).order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize("url", MOUNTS)
def test_the_list_is_the_tree(ana_api: APIClient, ana: User, ben: User, url: str) -> None:
    travel = CategoryFactory(user=ana, name="Travel", color="#00897b", icon="plane", keywords=["irctc"])
    food = CategoryFactory(user=ana, name="Food")
    CategoryFactory(user=ana, name="Zoo", parent=food)
    CategoryFactory(user=ana, name="Éclairs", parent=food)
    CategoryFactory(user=ben, name="Theirs")

    body = ana_api.get(url).json()

    assert [row["name"] for row in body["data"]] == ["Food", "Éclairs", "Zoo", "Travel"]
    assert body["data"][3] == {
        "id": travel.pk,
        "name": "Travel",
        "parent_id": None,
        "kind": "Expense",
        "color": "#00897b",
        "icon": "plane",
        "bucket": "wants",
        "keywords": ["irctc"],
        "created_at": "2026-01-02T03:04:05Z",
    }
    assert body["data"][1]["parent_id"] == food.pk
    assert (body["total"], body["limit"], body["offset"], body["has_more"]) == (4, 100, 0, False)


def test_registration_brings_the_defaults(api: APIClient, db: None) -> None:
    registered = api.post(
        "/api/auth/register", {"email": "new@example.com", "password": "correct horse battery"}
    )
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {registered.json()['access_token']}")

    body = api.get(URL).json()

    tops = [row["name"] for row in body["data"] if row["parent_id"] is None]
    assert tops == [
        "Bills & Utilities",
        "Entertainment",
        "Food & Dining",
        "Healthcare",
        "Income",
        "Other",
        "Shopping",
        "Transfers",
        "Transportation",
        "Travel",
    ]
    assert body["total"] > 50


def test_pages_by_cursor_are_the_list(ana_api: APIClient, ana: User) -> None:
    create_default_categories(ana)
    whole = [row["id"] for row in ana_api.get(URL, {"limit": 1000}).json()["data"]]

    seen: list[int] = []
    query: dict[str, Any] = {"limit": 7}
    while query:
        page = ana_api.get(URL, query).json()
        seen += [row["id"] for row in page["data"]]
        query = {"limit": 7, "cursor": page["next_cursor"]} if page["has_more"] else {}

    assert seen == whole


def test_an_unchanged_list_is_304_until_something_is_written(ana_api: APIClient, ana: User) -> None:
    tag = ana_api.get(URL)["ETag"]
    assert ana_api.get(URL, HTTP_IF_NONE_MATCH=tag).status_code == 304

    ana_api.post(URL, {"name": "Food"}, format="json")

    response = ana_api.get(URL, HTTP_IF_NONE_MATCH=tag)
    assert (response.status_code, response.json()["total"]) == (200, 1)


def test_the_list_costs_two_queries_more_than_the_caller(ana_api: APIClient, ana: User) -> None:
    counts = []
    for _ in range(2):
        create_default_categories(ana)
        with CaptureQueriesContext(connection) as queries:
            ana_api.get(URL)
        counts.append([query["sql"] for query in queries if "finance_category" in query["sql"]])
    assert [len(count) for count in counts] == [2, 2]


@pytest.mark.parametrize("url", MOUNTS)
def test_create(ana_api: APIClient, ana: User, url: str) -> None:
    parent = CategoryFactory(user=ana, name="Food", color="#123456", bucket="needs")
    body = {
        "name": " Fine  dining ",
        "parent_id": parent.pk,
        "icon": "fork",
        "bucket": "wants",
        "keywords": ["bistro"],
    }

    response = ana_api.post(url, body, format="json")

    category = Category.objects.get(user=ana, name="Fine dining")
    assert response.status_code == 201
    assert response.json() == {
        "id": category.pk,
        "name": "Fine dining",
        "parent_id": parent.pk,
        "kind": "Expense",
        "color": "#123456",
        "icon": "fork",
        "bucket": "wants",
        "keywords": ["bistro"],
        "created_at": response.json()["created_at"],
    }
    assert ana_api.get(f"{url.rstrip('/')}/{category.pk}").json() == response.json()


WRONG: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({}, {"name": ["This field is required"]}),
    ({"name": "x", "colour": "#000000"}, {"colour": ["Unknown field"]}),
    ({"name": "x", "color": "red"}, {"color": ["Must be a colour, #rrggbb"]}),
    ({"name": "x", "color": "#12345"}, {"color": ["Must be a colour, #rrggbb"]}),
    ({"name": "x", "color": "#１２３４５６"}, {"color": ["Must be a colour, #rrggbb"]}),
    ({"name": " \u200e "}, {"name": ["Must not be empty"]}),
    ({"name": "\u200d"}, {"name": ["Must have a visible character"]}),
    ({"name": "x" * 121}, {"name": ["Must have at most 120 characters"]}),
    ({"name": "FÓOD"}, {"name": ["There is a category of this name already"]}),
    ({"name": "x", "parent_id": 10**15}, {"parent_id": ["No such category"]}),
    ({"name": "x", "icon": "i" * 41}, {"icon": ["Must have at most 40 characters"]}),
    ({"name": "x", "keywords": ["a", ""]}, {"keywords.1": ["Must not be empty"]}),
]


@pytest.mark.parametrize(("body", "errors"), WRONG)
def test_a_wrong_body_names_its_fields(
    ana_api: APIClient, ana: User, body: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    CategoryFactory(user=ana, name="Food")

    response = ana_api.post(URL, body, format="json")

    assert (response.status_code, response.json()["errors"]) == (400, errors)
    assert names(ana) == ["Food"]


@pytest.mark.parametrize("field", ["kind", "bucket", "parent_id", "keywords", "name", "color"])
def test_a_value_of_the_wrong_kind(ana_api: APIClient, ana: User, field: str) -> None:
    response = ana_api.post(URL, {"name": "x", field: {"a": 1}}, format="json")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]
    assert names(ana) == []


@pytest.mark.parametrize("method", ["put", "patch"])
def test_change(ana_api: APIClient, ana: User, method: str) -> None:
    category = CategoryFactory(user=ana, name="Food", color="#123456", icon="x", keywords=["a"])
    row = TransactionFactory(user=ana, category=category)

    response = getattr(ana_api, method)(
        f"{URL}/{category.pk}", {"name": "Groceries", "bucket": "needs"}, format="json"
    )

    assert response.status_code == 200
    body = response.json()
    assert (body["name"], body["bucket"]) == ("Groceries", "needs")
    assert (body["color"], body["icon"], body["keywords"]) == ("#123456", "x", ["a"])
    row.refresh_from_db()
    assert "groceries" in row.search_text


def test_put_needs_the_name_and_patch_nothing(ana_api: APIClient, ana: User) -> None:
    category = CategoryFactory(user=ana, name="Food")

    assert ana_api.put(f"{URL}/{category.pk}", {}, format="json").json()["errors"] == {
        "name": ["This field is required"]
    }
    assert ana_api.patch(f"{URL}/{category.pk}", {}, format="json").json()["name"] == "Food"


def test_colour_and_keywords(ana_api: APIClient, ana: User) -> None:
    category = CategoryFactory(user=ana, keywords=["old"])
    body = {"color": "#ABCDEF", "keywords": ["Café", "cafe", "latte"]}

    found = ana_api.patch(f"{URL}/{category.pk}", body, format="json").json()

    assert (found["color"], found["keywords"]) == ("#abcdef", ["Café", "latte"])


def test_null_lifts_a_subcategory(ana_api: APIClient, ana: User) -> None:
    sub = CategoryFactory(user=ana, name="Sub", parent=CategoryFactory(user=ana))

    body = ana_api.patch(f"{URL}/{sub.pk}", {"parent_id": None}, format="json").json()

    assert body["parent_id"] is None


def test_delete(ana_api: APIClient, ana: User) -> None:
    category = CategoryFactory(user=ana)

    response = ana_api.delete(f"{URL}/{category.pk}")

    assert (response.status_code, response.content, names(ana)) == (204, b"", [])
    assert ana_api.delete(f"{URL}/{category.pk}").status_code == 404


def test_deleting_what_is_in_use_says_how_often(ana_api: APIClient, ana: User) -> None:
    category = CategoryFactory(user=ana, name="Food")
    TransactionFactory.create_batch(3, user=ana, category=category)

    response = ana_api.delete(f"{URL}/{category.pk}")

    assert response.status_code == 409
    body = response.json()
    assert (body["success"], body["error"], body["count"]) == (False, "This category is in use", 3)
    assert "reassign_to" in body["detail"]
    assert names(ana) == ["Food"]


def test_deleting_with_a_new_home_for_the_rows(ana_api: APIClient, ana: User) -> None:
    category, other = CategoryFactory(user=ana, name="Food"), CategoryFactory(user=ana, name="Other")
    TransactionFactory.create_batch(3, user=ana, category=category)

    response = ana_api.delete(f"{URL}/{category.pk}?reassign_to={other.pk}")

    assert response.status_code == 204
    assert names(ana) == ["Other"]
    assert Transaction.objects.for_user(ana).filter(category=other).count() == 3


@pytest.mark.parametrize(
    "query", ["reassign_to=x", "reassign_to=0", "reassign_to=", "reassign=1", "reassign_to=99999999"]
)
def test_deleting_with_a_wrong_query(ana_api: APIClient, ana: User, query: str) -> None:
    category = CategoryFactory(user=ana, name="Food")

    response = ana_api.delete(f"{URL}/{category.pk}?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (400, [query.partition("=")[0]])
    assert names(ana) == ["Food"]


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_strangers_category_is_missing(
    ana_api: APIClient, cleo_api: APIClient, ben: User, method: str
) -> None:
    theirs = CategoryFactory(user=ben, name="Theirs")
    unknown = getattr(ana_api, method)(f"{URL}/{10**15}", {"name": "Mine"}, format="json").json()

    for client in (ana_api, cleo_api):
        response = getattr(client, method)(f"{URL}/{theirs.pk}", {"name": "Mine"}, format="json")
        assert response.status_code == 404
        assert {**response.json(), "request_id": ""} == {**unknown, "request_id": ""}
    assert names(ben) == ["Theirs"]


def test_a_strangers_category_is_no_parent_and_no_new_home(ana_api: APIClient, ana: User, ben: User) -> None:
    theirs, mine = CategoryFactory(user=ben, name="Theirs"), CategoryFactory(user=ana, name="Mine")

    created = ana_api.post(URL, {"name": "x", "parent_id": theirs.pk}, format="json")
    deleted = ana_api.delete(f"{URL}/{mine.pk}?reassign_to={theirs.pk}")

    assert (created.status_code, created.json()["errors"]) == (400, {"parent_id": ["No such category"]})
    assert (deleted.status_code, deleted.json()["errors"]) == (400, {"reassign_to": ["No such category"]})
    assert (names(ana), names(ben)) == (["Mine"], ["Theirs"])


@pytest.mark.parametrize("path", ["", "/1"])
def test_nobody_gets_nothing(api: APIClient, db: None, path: str) -> None:
    assert api.get(f"{URL}{path}").status_code == 401
