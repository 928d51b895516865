"""The one immutable record that every source turns into before it enters the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["Income", "Expense", "Transfer"]
Status = Literal["posted", "pending"]


class IncomingTransaction(msgspec.Struct, frozen=True, gc=False):
    """A transaction as its source tells it, normalised but not yet matched with the ledger.

    `amount` is never negative: the direction is in `type`. For a transfer `account` is where the money
    leaves and `to_account` where it arrives. Accounts and categories are names, not ids: the source does
    not know ours. `category`, `merchant` and `tags` left empty mean "the source has no opinion".
    `line` is where the row stands in its file (1-based, 0 = no file), for messages only.
    """

    date: date
    amount: Decimal
    currency: str | None
    type: Kind
    account: str
    to_account: str | None = None
    category: str | None = None
    subcategory: str | None = None
    note: str = ""
    merchant: str = ""
    external_id: str | None = None
    pending_external_id: str | None = None
    status: Status = "posted"
    tags: tuple[str, ...] = ()
    line: int = 0
