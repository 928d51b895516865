"""Renaming must give the text that a new row would get."""

from __future__ import annotations

import pytest

from accounts.models import User
from config.lib.text import fold
from finance.domain.search_text import search_text_of
from finance.models import Account, Category, Transaction
from finance.sql.search_text import move_category, rename_account, rename_top_category
from finance.tests.factories import AccountFactory, CategoryFactory, TransactionFactory


def drifted(user: User) -> list[int]:
    """Rows whose text is not what their columns say."""
    rows = Transaction.objects.for_user(user).select_related("account", "to_account", "category__parent")
    return [
        row.pk
        for row in rows
        if row.search_text
        != search_text_of(
            note=row.note,
            merchant=row.merchant,
            category=row.category,
            account=row.account,
            to_account=row.to_account,
        )
    ]


def rename(row: Account | Category, name: str) -> tuple[str, str]:
    old, row.name, row.name_key = row.name_key, name, fold(name)
    row.save()
    return old, row.name_key


@pytest.fixture
def travel(ana: User) -> Category:
    """A category with subcategories, one of the same name, in rows whose notes are all about travel."""
    top: Category = CategoryFactory(user=ana, name="Travel")
    for category in (
        top,
        CategoryFactory(user=ana, name="Travel", parent=top),
        CategoryFactory(user=ana, parent=top),
    ):
        TransactionFactory(user=ana, category=category, note="travel", merchant="Travel")
    TransactionFactory(user=ana, category=top, deleted=True)
    other = CategoryFactory(user=ana, name="Leisure")
    TransactionFactory(
        user=ana, category=CategoryFactory(user=ana, name="Travel", parent=other), note="travel"
    )
    TransactionFactory(user=ana, account=AccountFactory(user=ana, name="Travel"), note="travel")
    return top


def test_a_top_category_changes_in_its_rows_and_those_of_its_subcategories(
    ana: User, travel: Category
) -> None:
    old, new = rename(travel, "Réisen 100%")
    ids = [travel.pk, *travel.children.values_list("pk", flat=True)]

    rename_top_category(user_id=ana.pk, category_ids=ids, old=old, new=new)

    assert drifted(ana) == []
    assert Transaction.objects.filter(search_text__contains="\x1creisen 100%\x1c").count() == 4


def test_a_subcategory_of_the_same_name_as_its_parent_changes_alone(ana: User, travel: Category) -> None:
    sub = travel.children.get(name="Travel")
    old, new = rename(sub, "Trips")

    move_category(user_id=ana.pk, category_id=sub.pk, old=("travel", old), new=("travel", new))

    assert drifted(ana) == []
    assert Transaction.objects.filter(search_text__contains="\x1ctravel\x1ctrips\x1c").count() == 1


def test_a_category_that_moves(ana: User, travel: Category) -> None:
    sub = travel.children.get(name="Travel")
    sub.parent = None
    sub.name = sub.name_key = "trips"
    sub.save()

    move_category(user_id=ana.pk, category_id=sub.pk, old=("travel", "travel"), new=("trips", ""))

    assert drifted(ana) == []


def test_an_account_changes_on_both_sides_of_transfers(ana: User) -> None:
    cash, bank = AccountFactory(user=ana, name="Cash"), AccountFactory(user=ana, name="Cash Bank")
    TransactionFactory(user=ana, account=cash, note="cash", category=CategoryFactory(user=ana, name="Cash"))
    for account, to_account in ((cash, bank), (bank, cash), (cash, cash)):
        TransactionFactory(user=ana, type="Transfer", account=account, to_account=to_account, note="cash")
    old, new = rename(cash, "Portemonnaie")

    rename_account(user_id=ana.pk, account_id=cash.pk, old=old, new=new)

    assert drifted(ana) == []


def test_another_person_keeps_theirs(ana: User, ben: User, travel: Category) -> None:
    theirs = TransactionFactory(user=ben, category=CategoryFactory(user=ben, name="Travel"))
    before = theirs.search_text

    move_category(user_id=ana.pk, category_id=theirs.category_id, old=("travel", ""), new=("x", ""))
    rename_top_category(user_id=ana.pk, category_ids=[theirs.category_id], old="travel", new="x")
    rename_account(user_id=ana.pk, account_id=theirs.account_id, old=theirs.account.name_key, new="x")

    theirs.refresh_from_db()
    assert theirs.search_text == before
    assert drifted(ana) == []
