"""Sets what a person wants. One change at a time per person: parallel ones are all kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction

from accounts.models import User
from accounts.services.locks import lock_person
from accounts.services.profile import update_profile
from config.lib import clock
from config.lib.errors import Invalid
from preferences.domain.fiscal_years import is_fiscal_year
from preferences.domain.names import by_clean_name, distinct
from preferences.domain.spending_rule import is_whole
from preferences.models import StaleMark, StoredPreferences
from preferences.models.preferences import FIELDS, Preferences, defaults, section_of
from preferences.models.sections import SPENDING
from preferences.selectors.preferences import read_preferences
from preferences.services.versions import bump_all, bump_preferences

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.lifecycle import Mode


def update_preferences(
    *, user: User, changes: Mapping[str, Any], request: HttpRequest | None = None
) -> Preferences:
    """Set the named preferences to these typed values; the others stay. Returns all.

    A new `display_currency` becomes the base currency of the person. `Invalid` names what is wrong; nothing
    is written.
    """
    tidied = _tidied(changes)
    with transaction.atomic():
        owner, stored = _held(user)
        currency = tidied.get("display_currency", owner.base_currency)
        wanted = msgspec.structs.replace(read_preferences(stored.chosen, currency=currency), **tidied)
        _require_rules(wanted, tidied)
        return _store(owner, stored, wanted, request)


def reset_preferences(*, user: User, request: HttpRequest | None = None) -> Preferences:
    """Everything back to the defaults, the base currency to the one that the person came with."""
    with transaction.atomic():
        owner, stored = _held(user)
        return _store(owner, stored, defaults(stored.first_currency), request)


def create_preferences(user: User) -> None:
    """Remember the currency that a new person has chosen; a second call changes nothing."""
    StoredPreferences.objects.bulk_create([_unset(user)], ignore_conflicts=True)


def clear_preferences(user: User, mode: Mode) -> None:
    """The part of an account's reset; `user` shows the base currency that a full one goes back to."""
    if mode == "full":
        user.base_currency = reset_preferences(user=user).display_currency
    bump_all(user.pk)


def erase_preferences(user: User) -> None:
    StoredPreferences.objects.for_user(user).delete()
    StaleMark.objects.for_user(user).delete()


def _held(user: User) -> tuple[User, StoredPreferences]:
    """The person and what they chose, as they are now and stay until the end of the transaction."""
    lock_person(user.pk)
    owner = User.objects.get(pk=user.pk)
    return owner, StoredPreferences.objects.for_user(owner).first() or _unset(owner)


def _unset(user: User) -> StoredPreferences:
    return StoredPreferences(user=user, first_currency=user.base_currency)


def _tidied(changes: Mapping[str, Any]) -> dict[str, Any]:
    tidied, errors = {}, {}
    for name, value in changes.items():
        try:
            tidied[name] = _tidy(value)
        except ValueError as problem:
            errors[name] = [str(problem)]
    if errors:
        raise Invalid(errors=errors)
    return tidied


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return by_clean_name(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return distinct(value)
    return value


def _require_rules(wanted: Preferences, changed: Iterable[str]) -> None:
    """What one field alone cannot tell; only for what is being changed."""
    shares = (wanted.needs_target_percent, wanted.wants_target_percent, wanted.savings_target_percent)
    errors: dict[str, list[Any]] = {}
    if not is_whole(*shares):
        mistaken = [name for name in changed if section_of(name) is SPENDING]
        errors |= {name: [f"Needs, wants and savings make {sum(shares):f}, not 100"] for name in mistaken}
    odd = [year for year in wanted.salary_structure if not is_fiscal_year(year)]
    if odd and "salary_structure" in changed:
        errors["salary_structure"] = [f"{odd[0]} is no fiscal year, such as 2025-26 or 2025"]
    if errors:
        raise Invalid(errors=errors)


def _store(
    owner: User, stored: StoredPreferences, wanted: Preferences, request: HttpRequest | None
) -> Preferences:
    before = read_preferences(stored.chosen, currency=owner.base_currency)
    changed = _different(before, wanted)
    if not changed:
        return wanted
    usual = defaults(wanted.display_currency)
    stored.chosen = {name: msgspec.to_builtins(getattr(wanted, name)) for name in _different(usual, wanted)}
    stored.updated_at = clock.now()
    stored.save()
    if "display_currency" in changed:
        update_profile(user=owner, changes={"base_currency": wanted.display_currency}, request=request)
    if any(section_of(name).figures for name in changed):
        bump_all(owner.pk)
    else:
        bump_preferences(owner.pk)
    return wanted


def _different(one: Preferences, other: Preferences) -> list[str]:
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]
