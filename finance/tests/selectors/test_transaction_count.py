"""Counts are exact, and made once per state of the ledger."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from finance.domain.transaction_filter import TransactionFilter
from finance.selectors.transaction_count import count_transactions
from finance.tests.factories import TransactionFactory
from preferences.services.versions import bump_ledger

pytestmark = pytest.mark.django_db
ALL = TransactionFilter()


def test_number_is_kept_until_the_ledger_moves(
    ana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    TransactionFactory(user=ana)
    bump_ledger(ana.pk, periods=())
    with django_assert_num_queries(2):
        assert count_transactions(user=ana, filters=ALL) == 1
    with django_assert_num_queries(1):
        assert count_transactions(user=ana, filters=ALL) == 1
    TransactionFactory(user=ana)
    bump_ledger(ana.pk, periods=())
    assert count_transactions(user=ana, filters=ALL) == 2


def test_filters_and_owners_have_numbers_of_their_own(ana: User, ben: User) -> None:
    for user in (ana, ben):
        bump_ledger(user.pk, periods=())
    TransactionFactory(user=ana, note="tea")
    TransactionFactory(user=ana)
    TransactionFactory(user=ben)
    assert count_transactions(user=ana, filters=ALL) == 2
    assert count_transactions(user=ana, filters=TransactionFilter(query="tea")) == 1
    assert count_transactions(user=ben, filters=ALL) == 1


def test_nothing_is_kept_before_the_first_write(ana: User) -> None:
    assert count_transactions(user=ana, filters=ALL) == 0
    TransactionFactory(user=ana)
    assert count_transactions(user=ana, filters=ALL) == 1
