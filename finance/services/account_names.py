"""By which names an account is known: the one it has, and those it had."""

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


def claim_name(account: Account, key: str) -> None:
    """Files that still use this earlier name mean `account` from now on and no other; the caller saves it."""
    others = Account.objects.filter(user_id=account.user_id).exclude(pk=account.pk)
    for rival in others.exclude(former_keys=[]):
        if key in rival.former_keys:
            rival.former_keys = [former for former in rival.former_keys if former != key]
            rival.save(update_fields=["former_keys"])
    kept = (former for former in (*account.former_keys, key) if former != account.name_key)
    account.former_keys = list(dict.fromkeys(kept))
