"""api.md §6: what the figures of a range of days answer, on the rows of `calculations`."""

from __future__ import annotations

from config.tests.endpoints.calculations import SHARE
from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, NUMBER, Keyed, Maybe, OneOf, Some
from config.tests.household import MARK

JANUARY = {"income": 70000, "expense": 5000.5}
FOOD = {"category": f"{MARK} Food", "category_id": int, "amount": 5000.5, "percentage": 0.6757}
TREND = OneOf(("increasing", "decreasing", "stable"))
RANGE = "start_date=2025-01-01&end_date=2025-01-31"

TABLE = [
    Endpoint(
        call="GET analytics/overview",
        shape={
            "total_income": 70200,
            "total_expenses": 7400.5,
            "net_change": 62799.5,
            "best_month": {"month": "January", "period": "2025-01", "net": 64999.5},
            "worst_month": {"month": "February", "period": "2025-02", "net": -2200},
            "account_distribution": Keyed(Maybe(NUMBER)),
        },
    ),
    Endpoint(
        call="GET analytics/kpis?time_range=all_time",
        shape={
            "total_income": 70200,
            "total_expenses": 7400.5,
            "net_savings": 62799.5,
            "savings_rate": 0.8946,
            "transaction_count": 5,
            "average_transaction": 15520.1,
            "expense_count": 3,
            "income_count": 2,
            "top_category": FOOD,
            "top_income_source": FOOD | {"category": str, "amount": 70000, "percentage": 0.9972},
            "daily_spending_rate": 352.4,
            "monthly_burn_rate": 3700.25,
        },
    ),
    Endpoint(
        call="GET analytics/behavior",
        shape={
            "average_monthly_spending": 3700.25,
            "spending_velocity": 80,
            "velocity_change_pct": -53.6,
            "expense_concentration": 0.6757,
            "top_categories": [SHARE | {"trend": TREND}],
            "lifestyle_changes": Some(str),
        },
    ),
    Endpoint(
        call="GET analytics/trends",
        shape={
            "monthly_trends": [
                {
                    "month": OneOf(("January", "February")),
                    "period": str,
                    "income": NUMBER,
                    "expenses": NUMBER,
                    "net": NUMBER,
                    "trend": OneOf(("up", "down", "stable")),
                }
            ],
            "consistency_score": 0.6486,
            "surplus_trend": "decreasing",
            "average_monthly_surplus": 31399.75,
            "forecast_next_month": NUMBER,
        },
    ),
    Endpoint(
        call=f"GET analytics/charts/income-expense?{RANGE}",
        shape={"data": [JANUARY | {"month": "Jan 2025", "period": "2025-01"}]},
    ),
    Endpoint(
        call="GET analytics/charts/categories?transaction_type=Expense",
        shape={"data": [SHARE]},
    ),
    Endpoint(
        call=f"GET analytics/charts/monthly-trends?{RANGE}",
        shape={"data": [JANUARY | {"month": "2025-01", "savings": 64999.5}]},
    ),
    Endpoint(
        call="GET analytics/charts/account-distribution",
        shape={
            "data": [
                {
                    "account": str,
                    "account_id": int,
                    "balance": NUMBER,
                    "currency": "INR",
                    "percentage": Maybe(NUMBER),
                }
            ]
        },
    ),
    Endpoint(
        call=f"GET analytics/spending?{RANGE}",
        shape={
            "start_date": "2025-01-01",
            "end_date": "2025-01-31",
            "total": 5000.5,
            "categories": [FOOD | {"percentage": 1, "transaction_count": 1}],
        },
    ),
    Endpoint(
        call="GET analytics/categories",
        shape={"categories": [SHARE | {"transaction_count": int}], "total": 7400.5},
    ),
    Endpoint(
        call=f"GET analytics/income-vs-expense?{RANGE}",
        shape={
            "start_date": "2025-01-01",
            "end_date": "2025-01-31",
            "series": [JANUARY | {"month": "2025-01", "net": 64999.5}],
            "totals": JANUARY | {"net": 64999.5},
        },
    ),
    Endpoint(
        call=f"GET cashflow/summary?{RANGE}",
        shape={
            "start_date": "2025-01-01",
            "end_date": "2025-01-31",
            "inflow": 70000,
            "outflow": 5000.5,
            "net": 64999.5,
        },
    ),
    Endpoint(
        call="GET net-worth",
        shape={
            "net_worth": 62799.5,
            "assets": NUMBER,
            "liabilities": NUMBER,
            "currency": "INR",
            "history": [{"as_of_date": DAY, "net_worth": NUMBER}],
        },
    ),
    Endpoint(
        call="GET finance/monthly-summary?year=2025&month=2",
        shape={"summary": {"income": 200, "expenses": 2400, "savings": -2200}},
    ),
    Endpoint(
        call="GET finance/category-breakdown?year=2025&month=1",
        shape={"breakdown": {f"{MARK} Food": 5000.5}},
    ),
]
