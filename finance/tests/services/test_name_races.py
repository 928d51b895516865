"""Several requests of one person at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.models import User
from config.lib.errors import Conflict, Invalid, Missing, Refused
from finance.models import Account, Category, Transaction
from finance.services.accounts import create_account, default_cash_account, delete_account
from finance.services.categories import create_category
from finance.services.category_deletion import delete_category
from finance.tests.factories import CategoryFactory, TransactionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """How many of the calls ended in which way."""

    def run(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def test_one_category_of_a_name(ana: User) -> None:
    ended = at_once(
        *[lambda name=name: create_category(ana, name=name) for name in ("Food", "FOOD", "fóod", "food")]
    )

    assert ended == {"done": 1, Invalid.__name__: 3}
    assert Category.objects.for_user(ana).count() == 1


def test_one_account_of_a_name(ana: User) -> None:
    ended = at_once(
        *[lambda name=name: create_account(ana, name=name) for name in ("Bank", "BANK", "bánk", "bank")]
    )

    assert ended == {"done": 1, Invalid.__name__: 3}
    assert Account.objects.for_user(ana).count() == 1


def test_one_cash_account(ana: User) -> None:
    assert at_once(*[lambda: default_cash_account(ana)] * 4) == {"done": 4}
    assert Account.objects.for_user(ana).count() == 1


def test_two_categories_that_swap_their_rows(ana: User) -> None:
    one, two = CategoryFactory(user=ana), CategoryFactory(user=ana)
    rows = [TransactionFactory(user=ana, category=category).pk for category in (one, two)]

    ended = at_once(
        lambda: delete_category(ana, one.pk, reassign_to=two.pk),
        lambda: delete_category(ana, two.pk, reassign_to=one.pk),
    )

    # The later one finds its target gone.
    assert ended == {"done": 1, Invalid.__name__: 1}
    left = Category.objects.get(user=ana)
    assert list(Transaction.objects.filter(category=left).order_by("id").values_list("pk", flat=True)) == rows


def test_a_purge_beside_a_deletion(ana: User) -> None:
    row = TransactionFactory(user=ana, category=CategoryFactory(user=ana))

    ended = at_once(
        lambda: delete_account(ana, row.account_id, purge=True),
        lambda: delete_account(ana, row.account_id, purge=True),
        lambda: delete_category(ana, row.category_id),
    )

    assert ended in ({"done": 2, Missing.__name__: 1}, {"done": 1, Missing.__name__: 1, Conflict.__name__: 1})
    assert not Transaction.objects.filter(pk=row.pk).exists()
