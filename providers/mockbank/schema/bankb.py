"""Modern: short names, amounts as text, new and modified rows apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from providers.mockbank.reading import ToldAccount
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.persona import CARD
from providers.mockbank.world.world import Change


class BankB:
    NAME = "Modern Money"

    def accounts(self, told: Sequence[ToldAccount], *, old_spelling: bool = False) -> dict[str, Any]:
        return {"data": [_account(account) for account in told]}

    def transactions(self, changes: Sequence[Change]) -> dict[str, Any]:
        return {
            "added": [_row(change.fact) for change in changes if change.fact and change.kind == "new"],
            "modified": [
                _row(change.fact) for change in changes if change.fact and change.kind == "modified"
            ],
            "removed": [change.id for change in changes if not change.fact],
        }


def _account(told: ToldAccount) -> dict[str, Any]:
    return {
        "account_number": told.holder.id,
        "type": "credit_card" if told.holder.role == CARD else "wallet",
        "nickname": told.holder.name,
        "balance_amount": f"{told.balance.posted:f}",
        "available_amount": f"{told.balance.available:f}",
        "limit_amount": None if told.limit is None else f"{told.limit:f}",
        "currency_code": told.currency,
    }


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "account_number": fact.account,
        "date": fact.date.isoformat(),
        "amt": f"{fact.amount:f}",
        "currency_code": fact.currency,
        "memo": fact.description,
        "merchant_name": fact.merchant or None,
        "state": "settled" if fact.status == "posted" else "pending",
        "type": "debit" if fact.amount < 0 else "credit",
        "replaces": fact.replaces or None,
    }
