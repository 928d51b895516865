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
OVERVIEW: Final[dict[str, Any]] = {
    "total_income": 450000.0,
    "total_expenses": 285000.0,
    "net_change": 165000.0,
    "best_month": {"month": "December", "period": "2025-12", "net": 45000.0},
    "worst_month": {"month": "October", "period": "2025-10", "net": 8000.0},
    "account_distribution": {"Savings": 250000.0, "Checking": 150000.0, "Credit Card": -50000.0},
}
KPIS: Final[dict[str, Any]] = {
    "total_income": 450000.0,
    "total_expenses": 285000.0,
    "net_savings": 165000.0,
    "savings_rate": 0.3667,
    "transaction_count": 1234,
    "average_transaction": 595.62,
    "expense_count": 945,
    "income_count": 289,
    "top_category": {"category": "Rent", "category_id": 7, "amount": 120000.0, "percentage": 0.4211},
    "top_income_source": {"category": "Salary", "category_id": 1, "amount": 400000.0, "percentage": 0.8889},
    "daily_spending_rate": 780.82,
    "monthly_burn_rate": 23750.0,
}
BEHAVIOR: Final[dict[str, Any]] = {
    "average_monthly_spending": 23750.0,
    "spending_velocity": 847.25,
    "velocity_change_pct": 8.71,
    "expense_concentration": 0.4211,
    "top_categories": [
        {
            "category": "Rent",
            "category_id": 7,
            "amount": 120000.0,
            "percentage": 0.4211,
            "trend": "stable",
        },
        {
            "category": "Food",
            "category_id": 2,
            "amount": 45000.0,
            "percentage": 0.1579,
            "trend": "increasing",
        },
    ],
    "lifestyle_changes": ["Spending on Food rose by 25%: ₹4,500.00 a month, ₹3,600.00 before"],
}
TRENDS: Final[dict[str, Any]] = {
    "monthly_trends": [
        {
            "month": "January",
            "period": "2025-01",
            "income": 37500.0,
            "expenses": 23750.0,
            "net": 13750.0,
            "trend": "up",
        }
    ],
    "consistency_score": 0.85,
    "surplus_trend": "increasing",
    "average_monthly_surplus": 13750.0,
    "forecast_next_month": 14200.0,
}
INCOME_EXPENSE_CHART: Final[dict[str, Any]] = {
    "data": [{"month": "Jan 2025", "period": "2025-01", "income": 150000.0, "expense": 85000.0}]
}
CATEGORY_CHART: Final[dict[str, Any]] = {
    "data": [{"category": "Food", "category_id": 2, "amount": 25000.0, "percentage": 0.15}]
}
MONTHLY_TREND_CHART: Final[dict[str, Any]] = {
    "data": [{"month": "2025-01", "income": 150000.0, "expense": 85000.0, "savings": 65000.0}]
}
ACCOUNT_CHART: Final[dict[str, Any]] = {
    "data": [
        {
            "account": "HDFC Savings",
            "account_id": 4,
            "balance": 250000.0,
            "currency": "INR",
            "percentage": 0.45,
        }
    ]
}
SPENDING: Final[dict[str, Any]] = {
    "start_date": "2025-01-01",
    "end_date": "2025-12-31",
    "total": 285000.0,
    "categories": BREAKDOWN["categories"],
}
COMPARISON: Final[dict[str, Any]] = {
    "start_date": "2025-01-01",
    "end_date": "2025-01-31",
    "series": [{"month": "2025-01", "income": 37500.0, "expense": 23750.0, "net": 13750.0}],
    "totals": {"income": 37500.0, "expense": 23750.0, "net": 13750.0},
}
CASH_FLOW: Final[dict[str, Any]] = {
    "start_date": "2025-01-02",
    "end_date": "2025-01-31",
    "inflow": 37500.0,
    "outflow": 23750.0,
    "net": 13750.0,
}
MONTHLY_SUMMARY: Final[dict[str, Any]] = {
    "summary": {"income": 37500.0, "expenses": 23750.0, "savings": 13750.0}
}
MONTHLY_BREAKDOWN: Final[dict[str, Any]] = {"breakdown": {"Rent": 10000.0, "Food": 3750.0}}
WORTH: Final[dict[str, Any]] = {
    "net_worth": 350000.0,
    "assets": 400000.0,
    "liabilities": 50000.0,
    "currency": "INR",
    "history": [{"as_of_date": "2025-01-15", "net_worth": 350000.0}],
}
