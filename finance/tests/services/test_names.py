"""Files that use a name which is no longer the current one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from accounts.models import User
from finance.domain.incoming import IncomingTransaction
from finance.models import Account, Category
from finance.services.accounts import create_account, update_account
from finance.services.categories import create_category, update_category
from finance.services.category_deletion import delete_category
from finance.services.names import NameBook, resolve_names


def named(category: str, subcategory: str | None = None, account: str = "Cash") -> IncomingTransaction:
    return IncomingTransaction(
        date=date(2026, 1, 15),
        amount=Decimal(1),
        currency=None,
        type="Expense",
        account=account,
        category=category,
        subcategory=subcategory,
    )


def resolve(user: User, *rows: IncomingTransaction) -> NameBook:
    return resolve_names(user=user, rows=rows)


def test_a_renamed_category_is_found_by_its_old_name(ana: User) -> None:
    food = create_category(ana, name="Food")
    snacks = create_category(ana, name="Snacks", parent_id=food.pk)
    update_category(ana, food.pk, name="Groceries")
    update_category(ana, snacks.pk, name="Sweets")

    book = resolve(ana, named("FOOD"), named("Food", "snacks"), named("Groceries", "Sweets"))

    assert book.categories == {
        ("FOOD", ""): food,
        ("Food", "snacks"): snacks,
        ("Groceries", "Sweets"): snacks,
    }
    assert book.created["categories"] == []


def test_a_subcategory_that_moved_is_found_at_its_old_place(ana: User) -> None:
    food, fun = create_category(ana, name="Food"), create_category(ana, name="Fun")
    bars = create_category(ana, name="Bars", parent_id=food.pk)
    update_category(ana, bars.pk, parent_id=fun.pk)

    book = resolve(ana, named("Food", "Bars"))

    assert book.categories == {("Food", "Bars"): bars}
    assert book.categories["Food", "Bars"].parent == fun


def test_a_deleted_category_means_the_one_that_took_over(ana: User) -> None:
    food, other = create_category(ana, name="Food"), create_category(ana, name="Other")
    create_category(ana, name="Snacks", parent_id=food.pk)
    delete_category(ana, food.pk, reassign_to=other.pk)

    book = resolve(ana, named("Food"), named("Food", "Snacks"))

    assert book.categories == {("Food", ""): other, ("Food", "Snacks"): other}
    assert Category.objects.for_user(ana).count() == 1


def test_below_a_top_category_that_became_a_subcategory_there_is_nothing(ana: User) -> None:
    fun, bars = create_category(ana, name="Fun"), create_category(ana, name="Bars")
    update_category(ana, bars.pk, parent_id=fun.pk)

    assert resolve(ana, named("Bars", "Pubs")).categories == {("Bars", "Pubs"): bars}


def test_a_new_category_of_an_old_name_comes_first(ana: User) -> None:
    food = create_category(ana, name="Food")
    update_category(ana, food.pk, name="Groceries")
    new = create_category(ana, name="Food")

    assert resolve(ana, named("food")).categories == {("food", ""): new}


def test_a_renamed_account_is_found_by_its_old_name(ana: User) -> None:
    account = create_account(ana, name="HDFC")
    update_account(ana, account.pk, name="Salary Account")

    book = resolve(ana, named("Food", account="hdfc"))

    assert book.accounts == {"hdfc": account}
    assert Account.objects.for_user(ana).count() == 1
