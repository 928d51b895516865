"""api.md §6: calculations/*, on the five rows of the household's file and the one entered by hand."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, NUMBER, Keyed, Maybe, Some
from config.tests.household import MARK

SHARE = {"category": str, "category_id": Maybe(int), "amount": NUMBER, "percentage": NUMBER}
SINGLE = {"amount": NUMBER, "category": str, "date": DAY, "transaction_id": int}
JANUARY = {"month": "2025-01", "income": 70000, "expenses": 5000.5, "net": 64999.5, "transactions": 2}
YEAR = {"year": 2025, "income": 70200, "expenses": 7400.5, "net": 62799.5, "transactions": 5}

TABLE = [
    Endpoint(
        call="GET calculations/totals",
        shape={
            "total_income": 70200,
            "total_expenses": 7400.5,
            "net_savings": 62799.5,
            "income_transactions": 2,
            "expense_transactions": 3,
        },
    ),
    Endpoint(
        call="GET calculations/monthly-aggregation?start_date=2025-01-01&end_date=2025-01-31",
        shape={"months": [JANUARY]},
    ),
    Endpoint(call="GET calculations/yearly-aggregation", shape={"years": [YEAR]}),
    Endpoint(
        call="GET calculations/category-breakdown?transaction_type=Expense",
        shape={"categories": [SHARE | {"transaction_count": int}], "total": 7400.5},
    ),
    Endpoint(
        call="GET calculations/top-categories?limit=1",
        shape=[SHARE | {"category": f"{MARK} Food", "amount": 5000.5, "percentage": 0.6757, "count": 1}],
    ),
    Endpoint(
        call="GET calculations/account-balances",
        shape={
            "accounts": [{"name": str, "account_id": int, "balance": NUMBER, "currency": "INR"}],
            "total_balance": 62799.5,
        },
    ),
    Endpoint(
        call="GET calculations/insights",
        shape={
            "average_daily_income": NUMBER,
            "average_daily_expense": NUMBER,
            "average_monthly_expense": 3700.25,
            "savings_rate": 0.8946,
            "largest_transaction": SINGLE | {"amount": 5000.5, "date": "2025-01-15"},
            "unusual_spending": Some(SINGLE | {"reason": str}),
        },
    ),
    Endpoint(
        call="GET calculations/categories/master",
        shape={"income": Keyed(Some(str)), "expense": Keyed(Some(str))},
    ),
    Endpoint(
        call="GET calculations/daily-net-worth",
        shape={
            "days": [{"date": DAY, "income": NUMBER, "expenses": NUMBER, "net": NUMBER, "net_worth": NUMBER}]
        },
    ),
]
