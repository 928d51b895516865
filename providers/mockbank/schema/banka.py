"""Traditional: long names, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from providers.mockbank.reading import ToldAccount
from providers.mockbank.world.fact import Fact
from providers.mockbank.world.persona import MAIN
from providers.mockbank.world.world import Change

_OLD: Final = {"acct_id": "acc_id", "acct_type": "acc_type", "current_balance": "curr_bal"}
_CHANGE: Final = {"new": "NEW", "modified": "MODIFIED"}


class BankA:
    NAME = "First Traditional Bank"

    def accounts(self, told: Sequence[ToldAccount], *, old_spelling: bool = False) -> dict[str, Any]:
        rows = [_account(account) for account in told]
        if old_spelling:
            rows = [{_OLD.get(name, name): value for name, value in row.items()} for row in rows]
        return {"accounts": rows}

    def transactions(self, changes: Sequence[Change]) -> dict[str, Any]:
        return {
            "transactions": [_row(change.fact, change.kind) for change in changes if change.fact],
            "removed": [change.id for change in changes if not change.fact],
        }


def _account(told: ToldAccount) -> dict[str, Any]:
    return {
        "acct_id": told.holder.id,
        "acct_type": "CHECKING" if told.holder.role == MAIN else "SAVINGS",
        "acct_name": told.holder.name,
        "current_balance": told.balance.posted,
        "available_balance": told.balance.available,
        "curr": told.currency,
        "acct_mask": told.holder.mask,
    }


def _row(fact: Fact, kind: str) -> dict[str, Any]:
    return {
        "txn_id": fact.id,
        "acct_id": fact.account,
        "txn_date": fact.date.isoformat(),
        "txn_amount": fact.amount,
        "txn_curr": fact.currency,
        "txn_desc": fact.description,
        "merchant_info": fact.merchant or None,
        "txn_status": fact.status.upper(),
        "txn_change": _CHANGE[kind],
        "pending_txn_id": fact.replaces or None,
    }
