"""What a bank holds to be true of one transaction, and the moment that it says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

Status = Literal["posted", "pending"]


@dataclass(frozen=True, slots=True)
class Fact:
    """`amount` is signed; `replaces` names the pending transaction that this one is the posting of."""

    id: str
    account: str
    date: date
    amount: Decimal
    currency: str
    description: str
    merchant: str
    status: Status = "posted"
    replaces: str = ""


class Telling(NamedTuple):
    """From `at` on the transaction is so, or (None) is no more."""

    at: datetime
    id: str
    account: str
    fact: Fact | None


class Label(NamedTuple):
    """What a right reader should make of the transactions `ids`; `at` is when the last of it was told.

    Of the life: salary, bonus, interest, subscription, price_rise, refund, transfer, cash, trip, fee, twin,
    outlier, new_merchant. Of the telling: pending_linked, pending_unlinked, pending_same_id, pending_amended,
    pending_dropped, correction, removal, reissue (the same facts under a new id), double (told twice, then
    taken back).
    """

    kind: str
    at: datetime
    ids: tuple[str, ...]
    account: str
