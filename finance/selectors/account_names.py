"""Finds accounts by the names that people and files use for them."""

from __future__ import annotations

from collections.abc import Iterable

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


def accounts_called(user: User, names: Iterable[str]) -> dict[str, int]:
    """Each of the names -> the id of the account that `find_account` finds; unknown names are absent."""
    keys = {name: fold(name) for name in names}
    if not keys:
        return {}
    accounts = Account.objects.for_user(user).order_by("-id").values_list("pk", "name_key", "former_keys")
    by_key = {key: pk for pk, _, former in accounts for key in former}
    by_key |= {key: pk for pk, key, _ in accounts}
    return {name: by_key[key] for name, key in keys.items() if key in by_key}


def accounts_named(user: User, names: Iterable[str]) -> frozenset[int]:
    """The ids of the accounts that `find_account` finds; unknown names have none."""
    return frozenset(accounts_called(user, names).values())
