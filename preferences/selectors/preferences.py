"""What a person wants, typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from config.drf.values import parse_value
from preferences.models import StoredPreferences
from preferences.models.preferences import FIELDS, Preferences, defaults

if TYPE_CHECKING:
    from accounts.models import User


def preferences_of(user: User) -> Preferences:
    """All of them, in one query; `display_currency` is the user's base currency."""
    chosen = StoredPreferences.objects.for_user(user).values_list("chosen", flat=True).first()
    return read_preferences(chosen or {}, currency=user.base_currency)


def read_preferences(chosen: Mapping[str, Any], *, currency: str) -> Preferences:
    """The defaults of that currency with what was chosen.

    What this version does not know, or no longer allows, counts as not chosen: a bound that becomes narrower
    must not break every read.
    """
    read = {}
    for name in chosen.keys() & FIELDS.keys():
        try:
            read[name] = msgspec.convert(chosen[name], FIELDS[name], dec_hook=parse_value)
        except msgspec.ValidationError:
            continue
    return msgspec.structs.replace(defaults(currency), **read)


def fiscal_year_start(user: User) -> int:
    """The first month of the fiscal year, 1 to 12."""
    return preferences_of(user).fiscal_year_start_month


def earning_start(user: User) -> date | None:
    """The first day whose income and expenses count; None = all do."""
    return preferences_of(user).earning_start


def excluded_accounts(user: User) -> list[str]:
    """Names, in any spelling, of accounts whose income and expenses do not count."""
    return preferences_of(user).excluded_accounts
