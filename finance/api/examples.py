"""Examples of answers for the documentation, after seed 000."""

from __future__ import annotations

from typing import Any, Final

TRANSACTION: Final[dict[str, Any]] = {
    "id": 4711,
    "date": "2025-01-15",
    "amount": 5000.0,
    "signed_amount": -5000.0,
    "currency": "INR",
    "type": "Expense",
    "category": "Groceries",
    "subcategory": "Supermarket",
    "category_id": 12,
    "account": "Checking",
    "account_id": 3,
    "from_account": None,
    "to_account": None,
    "description": "Weekly groceries",
    "note": "Weekly groceries",
    "merchant": None,
    "status": "posted",
    "is_transfer": False,
    "is_anomaly": False,
    "is_duplicate": False,
    "is_recurring": False,
    "tags": [],
    "splits": [],
    "file_source": "MoneyManager.xlsx",
    "source": "upload",
    "created_at": "2025-01-15T10:30:00Z",
    "updated_at": "2025-01-15T10:30:00Z",
}
PAGE: Final[dict[str, Any]] = {
    "data": [TRANSACTION],
    "total": 1234,
    "limit": 1,
    "offset": 0,
    "has_more": True,
    "next_cursor": "kXo3tQ",
}
