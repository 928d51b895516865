from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from config.lib.errors import Conflict, Invalid, Missing
from finance.models import Category, Split, Transaction, TransactionChange
from finance.services.category_deletion import delete_category
from finance.tests.factories import CategoryFactory, SplitFactory, TransactionFactory
from finance.tests.services.test_categories import writes_and_reads
from finance.tests.sql.test_search_text import drifted
from preferences.selectors.versions import versions_of

AT = datetime(2026, 11, 20, 10, 0, 0, tzinfo=UTC)


def names(user: User) -> list[str]:
    return sorted(Category.objects.for_user(user).values_list("name", flat=True))


def categories_of_rows(user: User) -> list[str | None]:
    return list(Transaction.objects.for_user(user).order_by("id").values_list("category__name", flat=True))


@pytest.fixture
def food(ana: User) -> Category:
    """In use by one row of its own, one of a subcategory, one split line and one deleted row."""
    food: Category = CategoryFactory(user=ana, name="Food")
    snacks = CategoryFactory(user=ana, name="Snacks", parent=food)
    other = CategoryFactory(user=ana, name="Other")
    for category in (food, snacks, other):
        TransactionFactory(user=ana, category=category, note="food")
    SplitFactory(transaction=TransactionFactory(user=ana, category=None), category=snacks)
    TransactionFactory(user=ana, category=snacks, deleted=True)
    return food


def test_a_category_in_use_stays_and_says_how_often(ana: User, food: Category) -> None:
    before, version = categories_of_rows(ana), versions_of(ana)

    with pytest.raises(Conflict) as refused:
        delete_category(ana, food.pk)

    assert refused.value.extra == {"count": 3}
    assert (names(ana), categories_of_rows(ana), versions_of(ana)) == (
        ["Food", "Other", "Snacks"],
        before,
        version,
    )
    assert not TransactionChange.objects.exists()


@time_machine.travel(AT, tick=False)
def test_its_rows_lines_and_subcategories_rows_move(ana: User, ben: User, food: Category) -> None:
    TransactionFactory(user=ben, category=CategoryFactory(user=ben, name="Food"))
    target = CategoryFactory(user=ana, name='Tiffin "½"', parent=Category.objects.get(user=ana, name="Other"))

    delete_category(ana, food.pk, reassign_to=target.pk)

    tiffin = 'Tiffin "½"'
    assert names(ana) == ["Other", tiffin]
    assert categories_of_rows(ana) == [tiffin, tiffin, "Other", None, tiffin]
    assert list(Split.objects.for_user(ana).values_list("category__name", flat=True)) == [tiffin]
    assert drifted(ana) == []
    moved = Transaction.objects.get(pk=Transaction.objects.for_user(ana).order_by("id")[0].pk)
    assert moved.updated_at == AT
    assert (names(ben), categories_of_rows(ben)) == (["Food"], ["Food"])


@time_machine.travel(AT, tick=False)
def test_every_moved_row_remembers_it(ana: User, food: Category) -> None:
    snacks = food.children.get()
    target = Category.objects.get(user=ana, name="Other")
    rows = list(Transaction.objects.for_user(ana).order_by("id").values_list("pk", flat=True))

    delete_category(ana, food.pk, reassign_to=target.pk)

    fields = (
        "transaction_id",
        "field",
        "before",
        "after",
        "origin",
        "actor_id",
        "reason",
        "import_batch_id",
        "at",
    )
    shared = ("user", ana.pk, "Category Food was deleted", None, AT)
    after = {"id": target.pk, "name": "Other"}
    assert list(
        TransactionChange.objects.filter(user=ana).order_by("transaction_id").values_list(*fields)
    ) == [
        (rows[0], "category", {"id": food.pk, "name": "Food"}, after, *shared),
        (rows[1], "category", {"id": snacks.pk, "name": "Food / Snacks"}, after, *shared),
        (rows[4], "category", {"id": snacks.pk, "name": "Food / Snacks"}, after, *shared),
    ]


def test_one_that_only_deleted_rows_use_goes_and_they_lose_it(ana: User) -> None:
    category = CategoryFactory(user=ana, name="Food")
    row = TransactionFactory(user=ana, category=category, deleted=True)
    line = SplitFactory(transaction=row, category=category)

    delete_category(ana, category.pk)

    row.refresh_from_db()
    line.refresh_from_db()
    assert (row.category, line.category, names(ana), drifted(ana)) == (None, None, [], [])


def test_files_that_name_it_mean_the_one_that_took_over(ana: User, food: Category) -> None:
    food.former_places = [[None, "eating"]]
    food.save()
    target = Category.objects.get(user=ana, name="Other")

    delete_category(ana, food.pk, reassign_to=target.pk)

    target.refresh_from_db()
    assert target.former_places == [[None, "eating"], [None, "food"], [target.pk, "snacks"]]


def wrong_targets(ana: User, ben: User, food: Category) -> dict[str, tuple[int, str]]:
    return {
        "foreign": (CategoryFactory(user=ben).pk, "No such category"),
        "missing": (10**12, "No such category"),
        "itself": (food.pk, "This category is deleted too"),
        "its subcategory": (food.children.get().pk, "This category is deleted too"),
    }


@pytest.mark.parametrize("case", ["foreign", "missing", "itself", "its subcategory"])
def test_a_wrong_target_changes_nothing(ana: User, ben: User, food: Category, case: str) -> None:
    target, problem = wrong_targets(ana, ben, food)[case]
    before: Any = (names(ana), categories_of_rows(ana), versions_of(ana))

    with pytest.raises(Invalid) as refused:
        delete_category(ana, food.pk, reassign_to=target)

    assert refused.value.errors == {"reassign_to": [problem]}
    assert (names(ana), categories_of_rows(ana), versions_of(ana)) == before


def test_a_foreign_category_is_missing(ana: User, ben: User) -> None:
    theirs = CategoryFactory(user=ben)
    with pytest.raises(Missing):
        delete_category(ana, theirs.pk)
    assert names(ben) == [theirs.name]


def test_the_number_of_rows_costs_no_queries(ana: User) -> None:
    target = CategoryFactory(user=ana)
    delete_category(ana, CategoryFactory(user=ana).pk)
    counts = []
    for rows in (1, 30):
        category = CategoryFactory(user=ana)
        account = TransactionFactory(user=ana, category=category).account
        TransactionFactory.create_batch(rows, user=ana, category=category, account=account)
        with CaptureQueriesContext(connection) as queries:
            delete_category(ana, category.pk, reassign_to=target.pk)
        counts.append(len(writes_and_reads(queries)))

    assert counts[0] == counts[1] == 17
