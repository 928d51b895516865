"""Who is told that an account which a bank feeds goes: the ledger knows no bank, the apps above register."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User
from finance.models import Account

Hook = Callable[[User, Account], object]
_hooks: list[Hook] = []


def register(hook: Hook) -> None:
    """`hook(user, account)` runs inside the transaction that removes the account, before it: no network call.

    Registering it twice changes nothing.
    """
    if hook not in _hooks:
        _hooks.append(hook)


def run_unlinked(user: User, account: Account) -> None:
    if account.connection_id is not None:
        for hook in _hooks:
            hook(user, account)
