"""Examples of answers for the documentation, after seed 000."""

from __future__ import annotations

from typing import Any, Final

BREAKDOWN: Final[dict[str, Any]] = {
    "categories": [
        {
            "category": "Rent",
            "category_id": 7,
            "amount": 120000.0,
            "percentage": 0.4211,
            "transaction_count": 12,
        },
        {
            "category": "Food",
            "category_id": 2,
            "amount": 45000.0,
            "percentage": 0.1579,
            "transaction_count": 234,
        },
    ],
    "total": 285000.0,
}
TOP_CATEGORIES: Final[list[dict[str, Any]]] = [
    {"category": "Rent", "category_id": 7, "amount": 120000.0, "percentage": 0.4211, "count": 12},
    {"category": "Food", "category_id": 2, "amount": 45000.0, "percentage": 0.1579, "count": 234},
]
CATEGORY_NAMES: Final[dict[str, Any]] = {
    "income": {"Salary": ["Bonus"]},
    "expense": {"Food": ["Dining", "Groceries"], "Rent": []},
}
TOTALS: Final[dict[str, Any]] = {
    "total_income": 450000.0,
    "total_expenses": 285000.0,
    "net_savings": 165000.0,
    "income_transactions": 289,
    "expense_transactions": 945,
}
MONTHS: Final[dict[str, Any]] = {
    "months": [
        {"month": "2025-01", "income": 37500.0, "expenses": 23750.0, "net": 13750.0, "transactions": 45}
    ]
}
YEARS: Final[dict[str, Any]] = {
    "years": [{"year": 2025, "income": 450000.0, "expenses": 285000.0, "net": 165000.0, "transactions": 1234}]
}
BALANCES: Final[dict[str, Any]] = {
    "accounts": [
        {"name": "Checking", "account_id": 3, "balance": 150000.0, "currency": "INR"},
        {"name": "Savings", "account_id": 4, "balance": 250000.0, "currency": "INR"},
    ],
    "total_balance": 400000.0,
}
NET_WORTH: Final[dict[str, Any]] = {
    "days": [{"date": "2025-01-15", "income": 0.0, "expenses": 5000.0, "net": -5000.0, "net_worth": 395000.0}]
}
INSIGHTS: Final[dict[str, Any]] = {
    "average_daily_income": 1232.88,
    "average_daily_expense": 780.82,
    "average_monthly_expense": 23750.0,
    "savings_rate": 0.3667,
    "largest_transaction": {
        "amount": 120000.0,
        "category": "Rent",
        "date": "2025-01-01",
        "transaction_id": 812,
    },
    "unusual_spending": [
        {
            "amount": 95000.0,
            "category": "Travel",
            "date": "2025-06-15",
            "transaction_id": 907,
            "reason": "3.1x normal spending",
        }
    ],
}
