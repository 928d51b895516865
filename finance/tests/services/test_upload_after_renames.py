"""A file that still uses names which a person has since changed, merged or deleted."""

from __future__ import annotations

import pytest

from accounts.models import User
from config.lib.errors import Conflict
from finance.models import Account, Category, ImportBatch, Transaction
from finance.services.accounts import update_account
from finance.services.categories import update_category
from finance.services.category_deletion import delete_category
from finance.services.undo import undo_import
from finance.services.upload import Upload, upload_rows
from finance.tests.sql.test_search_text import drifted

ROWS = [
    {
        "date": f"2025-03-{day:02}",
        "amount": day,
        "type": "Expense",
        "account": "HDFC",
        "category": category,
        "subcategory": sub,
        "note": f"{category} {sub}",
    }
    for day, (category, sub) in enumerate(
        [("Food", ""), ("Food", "Snacks"), ("Fun", "Bars"), ("Travel", ""), ("Travel", "Hotels")], start=1
    )
]


def send(user: User, file_hash: str, *, force: bool = False) -> dict[str, int]:
    upload = Upload(file_name="Money.xlsx", rows=ROWS, file_hash=file_hash * 64, force=force)
    stats = upload_rows(user=user, upload=upload).stats
    return {name: count for name, count in stats.items() if count and name != "processed"}


def category(user: User, name: str) -> Category:
    return Category.objects.get(user=user, name=name)


def state(user: User) -> list[tuple[str, str]]:
    rows = Transaction.objects.for_user(user).live().order_by("date")
    return list(rows.values_list("account__name", "category__name"))


@pytest.fixture
def renamed(ana: User) -> User:
    assert send(ana, "a") == {"inserted": 5}
    update_account(ana, Account.objects.get(user=ana).pk, name="Salary Account")
    update_category(ana, category(ana, "Food").pk, name="Groceries")
    update_category(ana, category(ana, "Bars").pk, parent_id=category(ana, "Groceries").pk, name="Pubs")
    delete_category(ana, category(ana, "Travel").pk, reassign_to=category(ana, "Fun").pk)
    return ana


def test_the_file_changes_nothing_back(renamed: User) -> None:
    before = state(renamed)
    assert before == [("Salary Account", name) for name in ("Groceries", "Snacks", "Pubs", "Fun", "Fun")]

    assert send(renamed, "a", force=True) == {"unchanged": 5}
    assert send(renamed, "b") == {"unchanged": 5}

    assert state(renamed) == before
    names = Category.objects.for_user(renamed).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Fun", "Groceries", "Pubs", "Snacks"]
    assert Account.objects.for_user(renamed).count() == 1
    assert drifted(renamed) == []


def test_an_undo_asks_before_it_loses_the_reassignment(renamed: User) -> None:
    batch = ImportBatch.objects.get(user=renamed)

    with pytest.raises(Conflict):
        undo_import(user=renamed, batch_id=batch.pk)
    undo_import(user=renamed, batch_id=batch.pk, force=True)

    assert state(renamed) == []
    assert send(renamed, "a") == {"inserted": 5}
    assert drifted(renamed) == []
