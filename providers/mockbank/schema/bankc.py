"""Legacy: codes, capitals, days first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from providers.mockbank.reading import ToldAccount
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.persona import FUNDS
from providers.mockbank.world.world import Change

_RECORD: Final = {"new": "N", "modified": "C"}


class BankC:
    NAME = "Legacy Savings & Loan"

    def accounts(self, told: Sequence[ToldAccount], *, old_spelling: bool = False) -> dict[str, Any]:
        return {"accountList": [_account(account) for account in told]}

    def transactions(self, changes: Sequence[Change]) -> dict[str, Any]:
        return {
            "transactionList": [_row(change.fact, change.kind) for change in changes if change.fact],
            "removed": [change.id for change in changes if not change.fact],
        }


def _account(told: ToldAccount) -> dict[str, Any]:
    return {
        "id": told.holder.id,
        "category": "INV" if told.holder.role == FUNDS else "SAV",
        "display_name": told.holder.name,
        "available": f"{told.balance.posted:f}",
        "iso_currency": told.currency,
    }


def _row(fact: Fact, kind: str) -> dict[str, Any]:
    return {
        "transaction_id": fact.id,
        "account_id": fact.account,
        "posted_date": f"{fact.date:%d/%m/%Y}",
        "transaction_amount": f"{fact.amount:f}",
        "iso_currency": fact.currency,
        "description": fact.description.upper(),
        "vendor": fact.merchant.upper(),
        "status_code": "B" if fact.status == "posted" else "P",
        "transaction_type": "DR" if fact.amount < 0 else "CR",
        "record": _RECORD[kind],
        "pending_ref": fact.replaces,
    }
