from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from preferences.models import StoredPreferences
from preferences.models.plans import RsuGrant, SalaryComponents, Vesting
from preferences.models.preferences import Preferences, defaults
from preferences.selectors.preferences import (
    earning_start,
    excluded_accounts,
    fiscal_year_start,
    preferences_of,
)
from preferences.services.preferences import update_preferences

pytestmark = pytest.mark.django_db


def test_values_come_back_typed(ana: User) -> None:
    salary = SalaryComponents(
        basic_annual=Decimal("600000.50"),
        hra_annual=Decimal(1),
        special_allowance_annual=Decimal(2),
        epf_monthly=Decimal(3),
        nps_monthly=None,
        professional_tax_annual=Decimal(4),
        variable_pay_annual=Decimal(5),
        other_annual=Decimal(6),
        is_new_regime=False,
    )
    vesting = [Vesting(date=date(2026, 1, 15), quantity=Decimal("0.5"))]
    grant = RsuGrant(
        id="g",
        company="ACME",
        grant_date=date(2025, 1, 15),
        total_shares=Decimal(1),
        stock_price=Decimal("1500.25"),
        vesting_schedule=vesting,
    )
    changes = {
        "salary_structure": {"2025-26": salary},
        "rsu_grants": [grant],
        "earning_start_date": date(2024, 7, 1),
        "credit_card_limits": {"Card": Decimal("99.90")},
        "anomaly_expense_threshold": Decimal("2.50"),
        "fiscal_year_start_month": 7,
    }
    update_preferences(user=ana, changes=changes)

    read = preferences_of(ana)
    assert {name: getattr(read, name) for name in changes} == changes
    assert str(read.credit_card_limits["Card"]) == "99.90"


def test_without_a_row_there_are_defaults(
    ana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert preferences_of(ana) == Preferences()


@pytest.mark.parametrize(
    ("currency", "symbol"), [("INR", "₹"), ("EUR", "€"), ("JPY", "¥"), ("CHF", "CHF"), ("OLD", "OLD")]
)
def test_the_symbol_follows_the_currency(currency: str, symbol: str) -> None:
    usual = defaults(currency)
    assert (usual.display_currency, usual.currency_symbol) == (currency, symbol)


def test_defaults_are_nobodys_to_change() -> None:
    Preferences().excluded_accounts.append("Cash")
    Preferences().essential_categories.clear()
    Preferences().growth_assumptions.projection_years = 9

    assert Preferences().excluded_accounts == []
    assert "Rent" in Preferences().essential_categories
    assert Preferences().growth_assumptions.projection_years == 3


def test_what_is_not_known_or_allowed_any_more_counts_as_not_chosen(ana: User) -> None:
    StoredPreferences.objects.create(
        user=ana,
        first_currency="INR",
        chosen={"payday": 40, "colour": "red", "number_format": "international", "rsu_grants": [{"id": "x"}]},
    )
    assert preferences_of(ana) == Preferences(number_format="international")

    update_preferences(user=ana, changes={"notify_days_ahead": 9})

    assert StoredPreferences.objects.get(user=ana).chosen == {
        "number_format": "international",
        "notify_days_ahead": 9,
    }


def test_single_preferences(ana: User) -> None:
    assert (fiscal_year_start(ana), earning_start(ana), excluded_accounts(ana)) == (4, None, [])

    changes = {
        "fiscal_year_start_month": 1,
        "earning_start_date": date(2024, 7, 1),
        "excluded_accounts": ["Cash"],
    }
    update_preferences(user=ana, changes=changes)
    assert (fiscal_year_start(ana), earning_start(ana), excluded_accounts(ana)) == (1, None, ["Cash"])

    update_preferences(user=ana, changes={"use_earning_start_date": True})
    assert earning_start(ana) == date(2024, 7, 1)
