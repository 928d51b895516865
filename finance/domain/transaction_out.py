"""A transaction as every reader sees it: the API, exports, explanations and tools."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import msgspec


class SplitOut(msgspec.Struct):
    """`amount` is in the currency of the transaction."""

    category: str | None
    subcategory: str | None
    category_id: int | None
    amount: Decimal
    note: str


class TransactionOut(msgspec.Struct):
    """`amount` is never negative; `signed_amount` is negative where money left the account.

    `description` is `note` under its other name. A transfer has no category, and its `account` is
    `from_account`; these two and `to_account` are null for everything else.
    """

    id: int
    date: date
    amount: Decimal
    signed_amount: Decimal
    currency: str
    type: str
    category: str | None
    subcategory: str | None
    category_id: int | None
    account: str
    account_id: int
    from_account: str | None
    to_account: str | None
    description: str
    note: str
    merchant: str | None
    status: str
    is_transfer: bool
    is_anomaly: bool
    is_duplicate: bool
    is_recurring: bool
    tags: list[str]
    splits: list[SplitOut]
    file_source: str | None
    source: str
    created_at: datetime
    updated_at: datetime
