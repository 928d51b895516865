"""Which transactions a reader asks for: the one filter of lists, search, exports, explanations and tools."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import msgspec

from config.lib.errors import Invalid
from config.lib.money import ROW_LIMIT, UNIT
from config.lib.text import fold
from finance.domain.incoming import Kind, Status


class TransactionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions that all hold; None asks nothing. Invalid where a range ends before it starts.

    Names are equal ignoring case, accents and width. `account` is either side of a transfer. A category
    stands for its subcategories too, and matches the lines of a split transaction; "Uncategorized" finds
    what has none. Dates and amounts are inclusive; amounts are those of the transaction, never of a line.
    `source` is a kind of source or the name of a file. Each word of `query` occurs in the note, the
    merchant, the category or an account.
    """

    account_id: int | None = None
    account: str | None = None
    category: str | None = None
    category_id: int | None = None
    subcategory: str | None = None
    type: Kind | None = None
    status: Status | None = None
    start_date: date | None = None
    end_date: date | None = None
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    is_anomaly: bool | None = None
    is_duplicate: bool | None = None
    needs_review: bool | None = None
    tag: str | None = None
    source: str | None = None
    import_id: int | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        if self.start_date and self.end_date and self.start_date > self.end_date:
            raise Invalid(errors={"start_date": ["Must not be after end_date"]})
        if self.min_amount is not None and self.max_amount is not None and self.min_amount > self.max_amount:
            raise Invalid(errors={"min_amount": ["Must not be above max_amount"]})

    @property
    def words(self) -> tuple[str, ...]:
        """The words of `query` as they stand in `search_text`, each once."""
        return tuple(dict.fromkeys(fold(self.query or "").split()))

    @property
    def least(self) -> Decimal | None:
        """`min_amount` as the database can compare it: amounts are whole units from 0 to the row limit."""
        return None if self.min_amount is None else _clamped(self.min_amount, ROUND_CEILING)

    @property
    def most(self) -> Decimal | None:
        return None if self.max_amount is None else _clamped(self.max_amount, ROUND_FLOOR)


def _clamped(amount: Decimal, rounding: str) -> Decimal:
    within = min(max(amount, -UNIT), ROW_LIMIT + UNIT)
    return within.quantize(UNIT, rounding=rounding)
