from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services.profile import update_profile
from preferences.models import DataVersion, StaleMark
from preferences.selectors.versions import Versions, version_tag, versions_of
from preferences.services.versions import EVERY_PERIOD, bump_all, bump_ledger, bump_preferences

pytestmark = pytest.mark.django_db


def test_before_the_first_write_both_are_zero(ana: User) -> None:
    assert versions_of(ana) == Versions(ledger=0, preferences=0)
    assert version_tag(ana) == "0.0"
    assert not DataVersion.objects.exists()


def test_each_counter_moves_by_itself(ana: User, ben: User) -> None:
    bump_ledger(ana.pk, periods=())
    bump_ledger(ana.pk, periods=())
    bump_preferences(ana.pk)
    bump_all(ana.pk)
    bump_preferences(ben.pk)

    assert versions_of(ana) == Versions(ledger=3, preferences=2)
    assert version_tag(ben) == "0.1"


def test_one_statement_moves_and_one_reads(
    ana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bump_ledger(ana.pk, periods=())

    with django_assert_num_queries(1):
        bump_preferences(ana.pk)
    with django_assert_num_queries(2):
        bump_all(ana.pk)
    with django_assert_num_queries(1):
        versions_of(ana)


def test_marks_are_distinct_and_sorted_per_write_and_pile_up(ana: User, ben: User) -> None:
    bump_ledger(ana.pk, periods=[202502, 202501, 202502])
    bump_ledger(ana.pk, periods=())
    bump_ledger(ana.pk, periods=[202501])
    bump_preferences(ana.pk)
    bump_ledger(ben.pk, periods=[*EVERY_PERIOD, 202501])

    assert marks_of(ana) == [202501, 202502, 202501]
    assert marks_of(ben) == [0]


def test_a_change_of_everything_is_one_mark(ana: User) -> None:
    bump_all(ana.pk)

    assert marks_of(ana) == [0]


def marks_of(user: User) -> list[int]:
    return list(StaleMark.objects.for_user(user).order_by("pk").values_list("period", flat=True))


def test_a_new_base_currency_moves_both(ana: User) -> None:
    update_profile(user=ana, changes={"full_name": "Ana Maria"})
    assert versions_of(ana) == Versions(ledger=0, preferences=0)

    update_profile(user=ana, changes={"base_currency": "EUR"})
    assert versions_of(ana).ledger > 0
    assert versions_of(ana).preferences > 0
