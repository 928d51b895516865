"""api.md §6: figures in words, and the rows behind them, on the rows of `calculations`."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, NUMBER, OneOf

ROW = {
    "transaction_id": int,
    "date": DAY,
    "type": OneOf(("Income", "Expense")),
    "description": str,
    "merchant": "",
    "account": str,
    "amount": NUMBER,
    "currency": "INR",
    "contribution": NUMBER,
}

TABLE = [
    Endpoint(
        call="GET analytics/explain?metric=total_expenses",
        shape={
            "data": [ROW],
            "total": 3,
            "limit": 100,
            "offset": 0,
            "has_more": False,
            "count": 3,
            "metric": "total_expenses",
            "figure": 7400.5,
            "currency": "INR",
            "filter": "Posted expenses less their refunds of all time",
            "transactions": 3,
            "opening_balances": [],
            "rates": [],
        },
    ),
]
