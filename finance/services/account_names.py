"""By which earlier names an account is known."""

from __future__ import annotations

from finance.models import Account


def claim_name(account: Account, key: str) -> None:
    """Files that still use this earlier name mean `account` from now on and no other; the caller saves it."""
    others = Account.objects.filter(user_id=account.user_id).exclude(pk=account.pk)
    for rival in others.exclude(former_keys=[]):
        if key in rival.former_keys:
            rival.former_keys = [former for former in rival.former_keys if former != key]
            rival.save(update_fields=["former_keys"])
    kept = (former for former in (*account.former_keys, key) if former != account.name_key)
    account.former_keys = list(dict.fromkeys(kept))
