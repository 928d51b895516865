"""One line of the made-up ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class Row(NamedTuple):
    date: date
    paise: int
    type: str
    category: str
    subcategory: str
    account: str
    note: str

    def as_upload(self) -> dict[str, Any]:
        """In the shape that POST upload documents."""
        return {
            "date": self.date.isoformat(),
            "amount": Decimal(self.paise).scaleb(-2),
            "type": self.type,
            "category": self.category,
            "subcategory": self.subcategory,
            "account": self.account,
            "note": self.note,
        }
