"""Finds accounts by the names that people and files use for them."""

from __future__ import annotations

from accounts.models import User
from config.lib.text import fold
from finance.models import Account


def find_account(user: User, name: str) -> Account | None:
    """The owner's account of that name ignoring case, accents and width, else the one that had it before."""
    key = fold(name)
    accounts = list(Account.objects.for_user(user).order_by("id"))
    now = (account for account in accounts if account.name_key == key)
    before = (account for account in accounts if key in account.former_keys)
    return next(now, None) or next(before, None)
