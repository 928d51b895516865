"""What kind of investment each account is, in the words of its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finance.selectors.account_names import accounts_called

if TYPE_CHECKING:
    from accounts.models import User
    from preferences.models.preferences import Preferences


def investment_kinds(user: User, preferences: Preferences) -> dict[int, str]:
    """Account id -> kind, of the accounts that `investment_account_mappings` names."""
    kinds = preferences.investment_account_mappings
    return {account: kinds[name] for name, account in accounts_called(user, kinds).items()}
