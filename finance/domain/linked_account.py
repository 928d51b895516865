"""What a bank says of an account and of what is in it, in the ledger's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finance.domain.account_type import AccountType


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAccount:
    """`external_id` is the bank's own; amounts are signed, what is owed is negative."""

    external_id: str
    name: str
    type: AccountType
    currency: str
    balance: Decimal
    available: Decimal | None = None
    credit_limit: Decimal | None = None
    official_name: str = ""
    mask: str = ""
    subtype: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedHolding:
    """One security in the account that the bank calls `account_id`; see finance.models.Holding."""

    account_id: str
    external_id: str
    name: str
    currency: str
    quantity: Decimal
    ticker: str = ""
    isin: str = ""
    type: str = ""
    price: Decimal | None = None
    value: Decimal | None = None
    cost_basis: Decimal | None = None
    close_price: Decimal | None = None
    close_price_date: date | None = None
    as_of: date | None = None
