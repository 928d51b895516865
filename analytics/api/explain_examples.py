"""An example of an explanation for the documentation."""

from __future__ import annotations

from typing import Any, Final

EXPLANATION: Final[dict[str, Any]] = {
    "metric": "category_total",
    "figure": 4620.5,
    "currency": "INR",
    "filter": "Posted expenses less their refunds in Food; of a split transaction only the lines there from"
    " 2025-01-01 to 2025-01-31; without the accounts Office Card",
    "transactions": 3,
    "opening_balances": [],
    "rates": [{"from": "EUR", "to": "INR", "rate": 89.1, "rate_date": "2025-01-17", "date": "2025-01-18"}],
    "data": [
        {
            "transaction_id": 907,
            "date": "2025-01-20",
            "type": "Income",
            "description": "Groceries returned",
            "merchant": "BigBasket",
            "account": "HDFC Savings",
            "amount": 380.0,
            "currency": "INR",
            "contribution": -380.0,
        },
        {
            "transaction_id": 901,
            "date": "2025-01-18",
            "type": "Expense",
            "description": "Lunch in Lisbon",
            "merchant": "",
            "account": "HDFC Savings",
            "amount": 50.0,
            "currency": "EUR",
            "contribution": 4455.0,
        },
        {
            "transaction_id": 812,
            "date": "2025-01-03",
            "type": "Expense",
            "description": "Market and a book",
            "merchant": "",
            "account": "HDFC Savings",
            "amount": 995.5,
            "currency": "INR",
            "contribution": 545.5,
        },
    ],
    "total": 3,
    "limit": 100,
    "offset": 0,
    "has_more": False,
    "count": 3,
}
