"""api.md §4: transactions."""

from __future__ import annotations

from config.tests.endpoints.bodies import SPLIT, TRANSACTION, page
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, INSTANT, NUMBER, Maybe, Some
from config.tests.household import MARK

SHOP = TRANSACTION | {
    "date": "2025-01-15",
    "amount": 5000.5,
    "signed_amount": -5000.5,
    "type": "Expense",
    "category": f"{MARK} Food",
    "subcategory": f"{MARK} Market",
    "account": f"{MARK} Bank",
    "from_account": None,
    "to_account": None,
    "description": f"{MARK} shop",
    "note": f"{MARK} shop",
    "file_source": f"{MARK}.xlsx",
    "is_transfer": False,
}
TEA = {"type": "Expense", "amount": 12.5, "date": "2025-03-05", "note": "tea"}
ENTERED = TRANSACTION | TEA | {"signed_amount": -12.5, "description": "tea"}
EDITED = SHOP | {"note": "more", "description": "more", "tags": ["a"]}
LINES = [{"amount": 5000}, {"amount": "0.50", "note": "tip"}]
PROBABLE = {
    "id": int,
    "score": NUMBER,
    "reason": str,
    "created_at": INSTANT,
    "transactions": [TRANSACTION],
}
PROPOSED = {
    "id": int,
    "reason": str,
    "created_at": INSTANT,
    "outgoing": TRANSACTION,
    "incoming": TRANSACTION,
}
CHANGE = {
    "field": str,
    "old_value": Maybe(str),
    "new_value": Maybe(str),
    "source": str,
    "changed_by": Maybe(str),
    "reason": str,
    "at": INSTANT,
}
HISTORY = {
    "history": Some(CHANGE),
    "original": {
        "date": "2025-01-15",
        "amount": "5000.5",
        "currency": "INR",
        "type": "Expense",
        "status": "posted",
        "account": f"{MARK} Bank",
        "to_account": None,
        "category": f"{MARK} Food / {MARK} Market",
        "note": f"{MARK} shop",
        "merchant": "",
    },
}
CONVERTED = {
    "amount": 200,
    "from": "INR",
    "to": "INR",
    "rate": 1,
    "rate_date": DAY,
    "converted": 200,
    "fallback": False,
}
HEADER = (
    "id,date,amount,currency,type,category,subcategory,account,from_account,to_account,note,source_file,"
    "last_seen_at\r\n"
)

TABLE = [
    Endpoint(call="GET transactions", shape=page(TRANSACTION, total=6, skip=0)),
    Endpoint(call="GET transactions?category=zanzibar+food", shape=page(SHOP, total=1, skip=0)),
    Endpoint(call="GET transactions/all", shape=[TRANSACTION]),
    Endpoint(call="GET transactions/all?start_date=2025-01-15&end_date=2025-01-15", shape=[SHOP]),
    Endpoint(
        call="GET transactions/search?query=SHOP&sort_by=amount&sort_order=asc",
        shape=page(SHOP, total=1),
    ),
    Endpoint(call="GET transactions/export", media="text/csv", shape=HEADER),
    Endpoint(call="GET export/csv", media="text/csv", shape=HEADER),
    Endpoint(call="POST transactions", status=201, body=TEA, shape=ENTERED),
    Endpoint(call="GET transactions/{expense}", shape=SHOP),
    Endpoint(call="PUT transactions/{expense}", body=TEA, shape=ENTERED | {"category": None}),
    Endpoint(
        call="PATCH transactions/{expense}",
        body={"description": "more", "tags": ["a"]},
        shape=EDITED,
    ),
    Endpoint(call="DELETE transactions/{expense}", status=204),
    Endpoint(
        call="POST transactions/{deleted}/restore",
        shape=TRANSACTION | {"note": f"{MARK} gone", "tags": [f"{MARK} tag"]},
    ),
    Endpoint(
        call="POST transactions/bulk",
        body=lambda h: {"edits": [{"id": h.expense, "note": "x"}], "delete": [h.income, h.transfer]},
        shape={"updated": 1, "deleted": 2},
    ),
    Endpoint(
        call="PUT transactions/{expense}/splits",
        body={"splits": LINES},
        shape=SHOP | {"splits": [SPLIT]},
    ),
    Endpoint(
        call="POST transactions/{expense}/reconcile",
        body={"amount": 4999, "reason": "receipt"},
        shape=SHOP | {"amount": 4999, "signed_amount": -4999},
    ),
    Endpoint(call="GET transactions/{expense}/history", shape=HISTORY),
    Endpoint(
        call="POST transactions/{ferry}/link-refund",
        body=lambda h: {"refund_id": h.refund},
        shape=TRANSACTION | {"note": f"{MARK} ferry"},
    ),
    Endpoint(call="DELETE transactions/{refund}/link-refund", status=204),
    Endpoint(call="GET transactions/duplicates", shape=page(PROBABLE, total=1)),
    Endpoint(call="GET transfers/proposals", shape=page(PROPOSED, total=1)),
    Endpoint(
        call="POST transfers/proposals/{proposal}",
        body={"action": "refuse"},
        shape={"success": True, "id": int, "action": "refuse"},
    ),
    Endpoint(
        call="POST transactions/duplicates/{pair}",
        body={"action": "keep"},
        shape={"success": True, "id": int, "action": "keep"},
    ),
    Endpoint(
        call="POST transactions/convert",
        body=lambda h: {"transaction_id": h.refund},
        shape=CONVERTED,
    ),
    Endpoint(
        call="POST transactions/convert",
        body={"amount": 200, "from": "INR", "to": "INR", "date": "2025-01-02"},
        shape=CONVERTED,
    ),
]
