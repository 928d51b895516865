"""Reads what a person's figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.domain.category_kinds import Place, apart, named
from analytics.sql.basis import Basis, Kinds
from analytics.sql.fresh import Fresh, Stale
from config.lib.periods import DateRange
from finance.models import Account, Category
from finance.selectors.account_names import accounts_named
from finance.selectors.counting import counting_of
from preferences.domain.working_defaults import BONUSES, TAXES
from preferences.selectors.preferences import preferences_of
from preferences.services.versions import EVERY_PERIOD

if TYPE_CHECKING:
    from accounts.models import User
    from preferences.models.preferences import Preferences


def basis_of(user: User) -> Basis:
    preferences = preferences_of(user)
    return Basis(
        counting=counting_of(user=user, span=DateRange(None, None)),
        invested=investment_accounts(user, preferences),
        kinds=_kinds(preferences, _places(user)),
    )


def live_figures(user: User) -> Fresh:
    """Every figure counted by the statement that asks for it; no table is read."""
    return Fresh(user, Stale(frozenset(EVERY_PERIOD), basis_of(user)))


def investment_accounts(user: User, preferences: Preferences) -> frozenset[int]:
    """Accounts of that type, and those that the preferences call an investment."""
    typed = Account.objects.for_user(user).filter(type=Account.Type.INVESTMENT).values_list("pk", flat=True)
    return accounts_named(user, preferences.investment_account_mappings).union(typed)


def _places(user: User) -> list[Place]:
    rows = Category.objects.for_user(user).values_list("pk", "name_key", "parent__name_key")
    return [Place(pk, parent or key, key if parent else None) for pk, key, parent in rows]


def _kinds(preferences: Preferences, places: list[Place]) -> Kinds:
    """Income in none of the first two lists is other income, whether a list says so or not."""
    earned, returns = apart(
        [preferences.taxable_income_categories, preferences.investment_returns_categories], places
    )
    bonus = earned & named(BONUSES, places)
    return Kinds(
        salary=earned - bonus,
        bonus=bonus,
        returns=returns,
        essential=named(preferences.essential_categories, places),
        tax=named(TAXES, places),
    )
