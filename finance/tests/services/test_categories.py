from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from config.lib.errors import Invalid, Missing
from finance.models import Category, Transaction
from finance.services.categories import create_category, update_category
from finance.tests.factories import CategoryFactory, TransactionFactory
from finance.tests.sql.test_search_text import drifted
from preferences.selectors.versions import versions_of


def table(user: User) -> list[tuple[str | None, str, str]]:
    rows = Category.objects.for_user(user).order_by("id").values_list("parent__name", "name", "kind")
    return list(rows)


def writes_and_reads(queries: CaptureQueriesContext) -> list[str]:
    """Without what only one of the two databases sends: savepoints and the ledger's lock."""
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if "SAVEPOINT" not in sql and "advisory" not in sql]


def test_what_is_not_given_comes_from_the_name(ana: User) -> None:
    before = versions_of(ana).ledger

    category = create_category(ana, name="Rent")

    assert (category.kind, category.bucket, category.color) == ("Expense", "needs", "#827717")
    assert (category.icon, category.keywords, category.former_places) == ("", [], [])
    assert versions_of(ana).ledger == before + 1


def test_what_is_not_given_comes_from_the_parent(ana: User) -> None:
    income = create_category(ana, name="Income", kind="Income", color="#010203", bucket="savings")

    sub = create_category(ana, name="Salary", parent_id=income.pk)

    assert (sub.parent, sub.kind, sub.color, sub.bucket) == (income, "Income", "#010203", "savings")


def test_keywords_are_kept_once(ana: User) -> None:
    category = create_category(ana, name="Coffee", keywords=["Café", "latte", "CAFE", "Latte"])

    assert category.keywords == ["Café", "latte"]


@pytest.mark.parametrize("second", ["Café", "CAFE", "ｃａｆｅ", "cafe"])
def test_names_are_unique_per_parent_ignoring_case_accents_and_width(
    ana: User, ben: User, second: str
) -> None:
    top = create_category(ana, name="Café")
    create_category(ana, name="Café", parent_id=top.pk)
    create_category(ben, name=second)
    before = table(ana)

    for parent_id in (None, top.pk):
        with pytest.raises(Invalid) as refused:
            create_category(ana, name=second, parent_id=parent_id)
        assert refused.value.errors == {"name": ["There is a category of this name already"]}

    assert table(ana) == before


def test_an_invisible_name_is_none(ana: User) -> None:
    with pytest.raises(Invalid) as refused:
        create_category(ana, name="\u200d\u2060")
    assert refused.value.errors == {"name": ["Must have a visible character"]}
    assert table(ana) == []


def wrong_parents(ana: User, ben: User) -> dict[str, tuple[int, str]]:
    top = Category.objects.get(user=ana, name="Top")
    return {
        "foreign": (CategoryFactory(user=ben).pk, "No such category"),
        "missing": (10**12, "No such category"),
        "third level": (
            Category.objects.get(user=ana, name="Sub").pk,
            "A subcategory cannot have subcategories",
        ),
        "itself": (top.pk, "A category cannot be its own parent"),
        "with children": (
            CategoryFactory(user=ana, name="Free").pk,
            "A category with subcategories cannot become one",
        ),
    }


@pytest.mark.parametrize("case", ["foreign", "missing", "third level", "itself", "with children"])
def test_the_tree_has_two_levels_and_no_cycle(ana: User, ben: User, case: str) -> None:
    top = CategoryFactory(user=ana, name="Top")
    CategoryFactory(user=ana, name="Sub", parent=top)
    parent_id, problem = wrong_parents(ana, ben)[case]
    before = table(ana)

    with pytest.raises(Invalid) as refused:
        update_category(ana, top.pk, parent_id=parent_id)

    assert refused.value.errors == {"parent_id": [problem]}
    assert table(ana) == before


def test_a_subcategory_has_the_kind_of_its_parent(ana: User) -> None:
    top = CategoryFactory(user=ana, name="Top")
    sub = CategoryFactory(user=ana, name="Sub", parent=top)

    with pytest.raises(Invalid) as refused:
        update_category(ana, sub.pk, kind="Income")
    assert refused.value.errors == {"kind": ["Must be Expense, as its parent is"]}

    update_category(ana, top.pk, kind="Income")
    assert table(ana) == [(None, "Top", "Income"), ("Top", "Sub", "Income")]
    update_category(ana, sub.pk, parent_id=None, kind="Expense")
    assert table(ana) == [(None, "Top", "Income"), (None, "Sub", "Expense")]


def changes_of_place(user: User) -> dict[str, tuple[int, dict[str, Any], list[Any]]]:
    """What -> (category, changes, its former places afterwards)."""
    top, other = Category.objects.filter(user=user, parent=None).order_by("pk")
    sub = top.children.get()
    return {
        "rename the top": (top.pk, {"name": "Réisen"}, [[None, "travel"]]),
        "rename the sub": (sub.pk, {"name": "Réisen"}, [[top.pk, "travel"]]),
        "move the sub": (sub.pk, {"parent_id": other.pk}, [[top.pk, "travel"]]),
        "lift the sub": (sub.pk, {"parent_id": None, "name": "Trips"}, [[top.pk, "travel"]]),
        "lower a top": (other.pk, {"parent_id": top.pk}, [[None, "leisure"]]),
        "spell it anew": (top.pk, {"name": "TRAVEL"}, []),
    }


@pytest.mark.parametrize(
    "what",
    ["rename the top", "rename the sub", "move the sub", "lift the sub", "lower a top", "spell it anew"],
)
def test_a_new_place_reaches_all_rows_and_keeps_the_old_one(ana: User, ben: User, what: str) -> None:
    for user in (ana, ben):
        top = CategoryFactory(user=user, name="Travel")
        for category in (
            top,
            CategoryFactory(user=user, name="Travel", parent=top),
            CategoryFactory(user=user, name="Leisure"),
        ):
            TransactionFactory(user=user, category=category, note="travel")
            TransactionFactory(user=user, category=category, deleted=True)
    category_id, changes, former = changes_of_place(ana)[what]
    theirs = list(Transaction.objects.for_user(ben).values_list("search_text", flat=True))

    updated = update_category(ana, category_id, **changes)

    assert drifted(ana) == []
    assert updated.former_places == former
    assert list(Transaction.objects.for_user(ben).values_list("search_text", flat=True)) == theirs


def test_a_name_taken_back_is_no_earlier_name(ana: User) -> None:
    category = create_category(ana, name="Food")
    for name in ("Eating", "Meals", "Food"):
        category = update_category(ana, category.pk, name=name)

    assert category.former_places == [[None, "eating"], [None, "meals"]]


def test_the_last_owner_of_a_name_is_the_one_that_files_mean(ana: User) -> None:
    first = update_category(ana, create_category(ana, name="Food").pk, name="Groceries")
    second = update_category(ana, create_category(ana, name="Food").pk, name="Dining")

    first.refresh_from_db()
    assert (first.former_places, second.former_places) == ([], [[None, "food"]])


def test_a_refused_rename_changes_nothing(ana: User) -> None:
    category = CategoryFactory(user=ana, name="Food")
    CategoryFactory(user=ana, name="Travel")
    row = TransactionFactory(user=ana, category=category)
    before, version = table(ana), versions_of(ana)

    with pytest.raises(Invalid) as refused:
        update_category(ana, category.pk, name="TRAVEL", color="#000000")

    assert refused.value.errors == {"name": ["There is a category of this name already"]}
    category.refresh_from_db()
    row.refresh_from_db()
    assert (table(ana), versions_of(ana), category.former_places) == (before, version, [])
    assert "food" in row.search_text


def test_a_foreign_category_is_missing(ana: User, ben: User) -> None:
    theirs = CategoryFactory(user=ben, name="Theirs")
    with pytest.raises(Missing):
        update_category(ana, theirs.pk, name="Mine")
    theirs.refresh_from_db()
    assert theirs.name == "Theirs"


def test_the_number_of_rows_costs_no_queries(ana: User) -> None:
    few, many = create_category(ana, name="Few"), create_category(ana, name="Many")
    account = TransactionFactory(user=ana, category=few).account
    TransactionFactory.create_batch(30, user=ana, category=many, account=account)

    counts = []
    for category in (few, many):
        with CaptureQueriesContext(connection) as queries:
            update_category(ana, category.pk, name=f"New {category.name}")
        counts.append(len(writes_and_reads(queries)))

    assert counts == [7, 7]
