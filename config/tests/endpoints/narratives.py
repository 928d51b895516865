"""api.md §6: figures in words, and the rows behind them, on the rows of `calculations`."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, NUMBER, Keyed, OneOf

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

SEVERITY = OneOf(("info", "success", "warning", "critical"))
INSIGHTS = {
    "insights": [
        {"type": str, "message": str, "severity": SEVERITY, "evidence": Keyed((int, float, str, list))}
    ],
}

TABLE = [
    Endpoint(
        call="GET analytics/wrapped",
        shape={
            "summary": "You kept ₹62,799.50 of the ₹70,200.00 that you earned: a savings rate of 89.5%,"
            " above your goal of 20%.",
            "income_narrative": str,
            "expense_narrative": str,
            "highlights": [str],
            "recommendations": [str],
        },
    ),
    Endpoint(call="GET analytics/insights/generated", shape=INSIGHTS),
    Endpoint(call="GET analytics/insights?time_range=all_time", shape=INSIGHTS),
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
