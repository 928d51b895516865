"""How a person reads amounts of money."""

from __future__ import annotations

from analytics.domain.money_words import MoneyStyle
from preferences.models.preferences import Preferences


def money_style(preferences: Preferences) -> MoneyStyle:
    return MoneyStyle(
        currency=preferences.display_currency,
        symbol=preferences.currency_symbol,
        after=preferences.currency_symbol_position == "after",
        indian=preferences.number_format == "indian",
    )
