"""What a change writes, and that parallel ones are all kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connections
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.erasure import erase_account
from accounts.services.registration import welcome_user
from config.lib.errors import Invalid, Unauthenticated
from preferences.models import StoredPreferences
from preferences.models.preferences import SECTIONS, names_in
from preferences.selectors.preferences import preferences_of
from preferences.selectors.versions import Versions, versions_of
from preferences.services.preferences import create_preferences, reset_preferences, update_preferences
from preferences.tests.api.test_sections import BODIES

pytestmark = pytest.mark.django_db


def stored(user: User) -> dict[str, Any]:
    chosen: dict[str, Any] = StoredPreferences.objects.for_user(user).get().chosen
    return chosen


def test_only_what_differs_from_the_default_is_kept(ana: User) -> None:
    changes = {
        "payday": 5,
        "needs_target_percent": Decimal("50.00"),
        "savings_goal_percent": Decimal("12.50"),
        "earning_start_date": date(2024, 7, 1),
        "number_format": "indian",
        "currency_symbol": "₹",
    }
    update_preferences(user=ana, changes=changes)
    assert stored(ana) == {
        "payday": 5,
        "savings_goal_percent": "12.50",
        "earning_start_date": "2024-07-01",
    }

    update_preferences(user=ana, changes={"payday": 1, "savings_goal_percent": Decimal(20)})
    assert stored(ana) == {"earning_start_date": "2024-07-01"}


def test_instants(ana: User) -> None:
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        update_preferences(user=ana, changes={"payday": 5})
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False):
        update_preferences(user=ana, changes={"payday": 6})
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        update_preferences(user=ana, changes={"payday": 6})

    row = StoredPreferences.objects.get(user=ana)
    assert row.created_at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert row.updated_at == datetime(2026, 11, 21, 12, tzinfo=UTC)


FIGURES = {
    "fiscal_year_start_month": 1,
    "essential_categories": ["Rent"],
    "investment_account_mappings": {"PPF": "ppf_epf"},
    "taxable_income_categories": ["Job"],
    "investment_returns_categories": [],
    "non_taxable_income_categories": [],
    "other_income_categories": [],
    "earning_start_date": date(2024, 7, 1),
    "use_earning_start_date": True,
    "excluded_accounts": ["Cash"],
}


def test_the_sections_that_alter_figures() -> None:
    named = {name for section in SECTIONS if section.figures for name in names_in(section)}
    assert named == FIGURES.keys()


@pytest.mark.parametrize("name", FIGURES)
def test_a_change_of_figures_moves_both_versions(ana: User, name: str) -> None:
    update_preferences(user=ana, changes={name: FIGURES[name]})
    assert versions_of(ana) == Versions(ledger=1, preferences=1)

    update_preferences(user=ana, changes={name: FIGURES[name]})
    assert versions_of(ana) == Versions(ledger=1, preferences=1)

    reset_preferences(user=ana)
    assert versions_of(ana) == Versions(ledger=2, preferences=2)


def test_another_change_moves_the_version_of_preferences(ana: User, ben: User) -> None:
    update_preferences(user=ana, changes={"payday": 5, "number_format": "international"})
    reset_preferences(user=ana)
    reset_preferences(user=ana)

    assert versions_of(ana) == Versions(ledger=0, preferences=2)
    assert versions_of(ben) == Versions(ledger=0, preferences=0)


def test_a_refusal_changes_nothing(ana: User) -> None:
    update_preferences(user=ana, changes={"payday": 5})
    for changes in (
        {"payday": 6, "wants_target_percent": Decimal(31)},
        {"payday": 6, "credit_card_limits": {"Card": Decimal(1), "CARD": Decimal(2)}},
        {"payday": 6, "display_currency": "EUR", "low_balance_threshold": {" ": Decimal(1)}},
    ):
        with pytest.raises(Invalid):
            update_preferences(user=ana, changes=changes)

    assert stored(ana) == {"payday": 5}
    assert versions_of(ana) == Versions(ledger=0, preferences=1)
    assert User.objects.get(pk=ana.pk).base_currency == "INR"


def test_a_rule_that_was_broken_before_hinders_no_other_change(ana: User) -> None:
    StoredPreferences.objects.create(
        user=ana, chosen={"needs_target_percent": "90", "salary_structure": {}}, first_currency="INR"
    )

    assert update_preferences(user=ana, changes={"payday": 5}).payday == 5


def test_a_new_person_has_a_row_with_their_currency(ana: User) -> None:
    ana.base_currency = "EUR"
    ana.save()
    welcome_user(user=ana)
    ana.base_currency = "USD"
    create_preferences(ana)

    row = StoredPreferences.objects.get(user=ana)
    assert (row.chosen, row.first_currency, str(row)) == ({}, "EUR", "0 chosen")


def test_the_currency_before_the_first_change_is_remembered(ana: User) -> None:
    update_preferences(user=ana, changes={"display_currency": "EUR"})
    assert preferences_of(User.objects.get(pk=ana.pk)).display_currency == "EUR"

    assert reset_preferences(user=ana).display_currency == "INR"
    assert User.objects.get(pk=ana.pk).base_currency == "INR"


def test_erasing_leaves_no_row(ana: User, ben: User) -> None:
    for user in (ana, ben):
        update_preferences(user=user, changes={"payday": 5})

    erase_account(user=ana)

    assert list(StoredPreferences.objects.values_list("user", flat=True)) == [ben.pk]


def test_somebody_who_has_left_has_no_preferences(ana: User) -> None:
    gone = User.objects.get(pk=ana.pk)
    ana.delete()
    with pytest.raises(Unauthenticated):
        update_preferences(user=gone, changes={"payday": 5})
    with pytest.raises(Unauthenticated):
        reset_preferences(user=gone)

    assert not StoredPreferences.objects.exists()


def test_queries(ana: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    update_preferences(user=ana, changes={"payday": 5})
    with django_assert_num_queries(7):  # savepoint, person locked and read, row read and written, version
        update_preferences(user=ana, changes={"payday": 6, "notify_anomalies": False})


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("welcomed", [True, False])
def test_parallel_changes_of_all_sections_are_all_kept(
    ana: User, sign_in: Callable[[User], APIClient], *, welcomed: bool
) -> None:
    if welcomed:
        welcome_user(user=ana)
    clients = [sign_in(ana) for _ in BODIES]

    def put(client: APIClient, path: str) -> int:
        return client.put(f"/api/preferences/{path}", BODIES[path], format="json").status_code

    answers = at_once([partial(put, client, path) for client, path in zip(clients, BODIES, strict=True)])

    whole = clients[0].get("/api/preferences").json()
    assert answers == [200] * 14
    assert {name: whole[name] for body in BODIES.values() for name in body} == {
        name: value for body in BODIES.values() for name, value in body.items()
    }


@pytest.mark.django_db(transaction=True)
def test_parallel_changes_of_shares_keep_their_sum(ana: User) -> None:
    def share(needs: int) -> bool:
        shares = {"needs_target_percent": needs, "wants_target_percent": 80 - needs}
        update_preferences(user=ana, changes={name: Decimal(value) for name, value in shares.items()})
        return True

    assert at_once([partial(share, needs) for needs in range(10, 80, 10)]) == [True] * 7
    kept = preferences_of(ana)
    assert kept.needs_target_percent + kept.wants_target_percent == Decimal(80)
    assert versions_of(ana).preferences in {6, 7}  # one of the seven is the default, which may come first


@pytest.mark.django_db(transaction=True)
def test_nothing_breaks_for_a_person_who_leaves_meanwhile(ana: User) -> None:
    def change(day: int) -> str:
        try:
            update_preferences(user=ana, changes={"payday": day, "display_currency": "EUR"})
        except Unauthenticated:
            return "gone"
        return "done"

    def leave() -> str:
        erase_account(user=User.objects.get(pk=ana.pk))
        return "left"

    answers = at_once([leave, *(partial(change, day) for day in range(2, 8))])

    assert answers[0] == "left"
    assert set(answers[1:]) <= {"gone", "done"}
    assert not StoredPreferences.objects.exists()
