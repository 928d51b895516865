"""The documented bodies that several endpoints answer (api.md, seed 000)."""

from __future__ import annotations

import re
from typing import Any

from config.tests.endpoints.shapes import DAY, INSTANT, NUMBER, Maybe, OneOf, Some
from config.tests.household import EMAIL, MARK

MESSAGE = {"message": str}
ERROR = {"success": False, "error": str, "detail": str, "request_id": str}
USER = {
    "id": int,
    "email": EMAIL,
    "username": str,
    "full_name": str,
    "name": str,
    "is_active": True,
    "is_verified": bool,
    "auth_provider": str,
    "base_currency": "INR",
    "time_zone": "Asia/Kolkata",
    "created_at": INSTANT,
    "last_login": Maybe(INSTANT),
}
PAIR = {
    "access_token": str,
    "refresh_token": str,
    "token_type": "bearer",
    "expires_in": 1800,
    "access": str,
    "refresh": str,
}
ACCOUNT = {
    "id": int,
    "name": str,
    "official_name": str,
    "mask": str,
    "type": OneOf(("checking", "savings", "credit", "investment", "loan", "cash", "other")),
    "subtype": str,
    "currency": "INR",
    "balance": NUMBER,
    "current_balance": Maybe(NUMBER),
    "available_balance": Maybe(NUMBER),
    "credit_limit": Maybe(NUMBER),
    "opening_balance": NUMBER,
    "provider_id": Maybe("banka"),
    "connection_id": Maybe(int),
    "last_synced": Maybe(INSTANT),
    "is_active": True,
    "created_at": INSTANT,
}
CATEGORY = {
    "id": int,
    "name": str,
    "parent_id": Maybe(int),
    "kind": OneOf(("Income", "Expense")),
    "color": re.compile("#[0-9a-f]{6}"),
    "icon": str,
    "bucket": OneOf(("needs", "wants", "savings", "investment")),
    "keywords": Some(str),
    "created_at": INSTANT,
}
SPLIT = {
    "category": Maybe(str),
    "subcategory": Maybe(str),
    "category_id": Maybe(int),
    "amount": NUMBER,
    "note": str,
}
TRANSACTION = {
    "id": int,
    "date": DAY,
    "amount": NUMBER,
    "signed_amount": NUMBER,
    "currency": "INR",
    "type": OneOf(("Income", "Expense", "Transfer")),
    "category": Maybe(str),
    "subcategory": Maybe(str),
    "category_id": Maybe(int),
    "account": str,
    "account_id": int,
    "from_account": Maybe(str),
    "to_account": Maybe(str),
    "description": str,
    "note": str,
    "merchant": Maybe(str),
    "status": OneOf(("pending", "posted")),
    "is_transfer": bool,
    "is_anomaly": bool,
    "is_duplicate": bool,
    "is_recurring": bool,
    "tags": Some(str),
    "splits": Some(SPLIT),
    "file_source": Maybe(f"{MARK}.xlsx"),
    "source": str,
    "created_at": INSTANT,
    "updated_at": INSTANT,
}
STATS = {
    "processed": int,
    "inserted": int,
    "updated": int,
    "deleted": int,
    "unchanged": int,
    "merged_legs": int,
}


def page(item: Any, **more: Any) -> dict[str, Any]:
    """A list of which the first page holds all."""
    around = {"total": int, "limit": 100, "offset": 0, "has_more": False, "next_cursor": None}
    return {"data": [item], **around, **more}
