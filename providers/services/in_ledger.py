"""A bank's words in the ledger's."""

from __future__ import annotations

from finance.domain.linked_account import LinkedAccount
from providers.domain.contract import BankAccount


def linked_account(account: BankAccount) -> LinkedAccount:
    return LinkedAccount(
        external_id=account.external_id,
        name=account.name,
        official_name=account.official_name,
        mask=account.mask,
        type=account.type,
        subtype=account.subtype,
        currency=account.currency,
        balance=account.balance,
        available=account.available,
        credit_limit=account.credit_limit,
    )
