"""api.md §6: analytics/v2/*, on the five rows of the household's file and the one entered by hand."""

from __future__ import annotations

from typing import Any

from config.tests.endpoints.endpoint import Endpoint
from config.tests.endpoints.shapes import DAY, INSTANT, NUMBER, Maybe, OneOf, Some
from config.tests.household import MARK


def page(*data: Any, total: int | None = None, **more: Any) -> dict[str, Any]:
    whole = len(data) if total is None else total
    return {
        "data": list(data),
        "total": whole,
        "limit": int,
        "offset": 0,
        "has_more": whole > len(data),
        "count": len(data),
        **more,
    }


ASSETS = {"mutual_funds": 0, "stocks": 0, "fixed_deposits": 0, "ppf_epf": 0, "other": 0}
NOTHING_OWED = {"credit_cards": 0, "loans": 0, "other": 0, "total": 0}
INVESTMENT = {
    "id": int,
    "account": f"{MARK} Fund",
    "investment_type": "other",
    "instrument_name": None,
    "invested_amount": 20000,
    "current_value": 20000,
    "realized_gains": 0,
    "unrealized_gains": 0,
    "is_active": True,
    "last_updated": "2025-02-10",
}

TABLE = [
    Endpoint(
        call="GET analytics/v2/daily-summaries?start_date=2025-02-03&end_date=2025-02-03",
        shape=page(
            {
                "date": "2025-02-03",
                "income": 0,
                "expense": 1200,
                "net": -1200,
                "income_count": 0,
                "expense_count": 1,
                "transfer_count": 0,
                "total_transactions": 1,
                "top_category": f"{MARK} Travel",
            }
        ),
    ),
    Endpoint(
        call="GET analytics/v2/monthly-summaries?start_period=2025-02&end_period=2025-02",
        shape=page(
            {
                "period": "2025-02",
                "year": 2025,
                "month": 2,
                "income": {
                    "total": 200,
                    "salary": 0,
                    "investment": 0,
                    "other": 200,
                    "count": 1,
                    "change_pct": -99.71,
                },
                "expenses": {
                    "total": 2400,
                    "essential": 0,
                    "discretionary": 2400,
                    "count": 2,
                    "change_pct": -52,
                },
                "transfers": {"out": 20000, "in": 20000, "net_investment": 20000, "count": 1},
                "savings": {"net": -2200, "rate": -11},
                "expense_ratio": 12,
                "total_transactions": 4,
                "last_calculated": INSTANT,
            }
        ),
    ),
    Endpoint(
        call="GET analytics/v2/category-trends?end_period=2025-01&transaction_type=expense",
        shape=page(
            {
                "period": "2025-01",
                "category": f"{MARK} Food",
                "subcategory": f"{MARK} Market",
                "type": "Expense",
                "total": 5000.5,
                "count": 1,
                "avg": 5000.5,
                "max": 5000.5,
                "min": 5000.5,
                "pct_of_monthly": 100,
                "mom_change": 5000.5,
                "mom_change_pct": None,
            }
        ),
    ),
    Endpoint(
        call="GET analytics/v2/transfer-flows",
        shape=page(
            {
                "from": f"{MARK} Bank",
                "to": f"{MARK} Fund",
                "total": 20000,
                "count": 1,
                "avg": 20000,
                "last_date": "2025-02-10",
                "last_amount": 20000,
                "from_type": str,
                "to_type": "investment",
            },
            summary={"total_flow": 20000, "unique_accounts": 2},
        ),
    ),
    Endpoint(
        call="GET analytics/v2/net-worth?limit=1",
        shape=page(
            {
                "date": "2025-02-20",
                "assets": ASSETS | {"cash_and_bank": NUMBER, "investments": 20000, "total": 62799.5},
                "liabilities": NOTHING_OWED,
                "net_worth": 62799.5,
                "change": 200,
                "change_pct": 0.32,
            },
            total=6,
            current={
                "net_worth": 62799.5,
                "total_assets": 62799.5,
                "total_liabilities": 0,
                "as_of": DAY,
            },
        ),
    ),
    Endpoint(
        call="GET analytics/v2/fy-summaries",
        shape=page(
            {
                "fiscal_year": "2024-25",
                "period": "Apr 2024 - Mar 2025",
                "income": {"total": 70200, "salary": 0, "bonus": 0, "investment": 0, "other": 70200},
                "expenses": {"total": 7400.5, "tax_paid": 0},
                "investments_made": 20000,
                "savings": {"net": 62799.5, "rate": 0.8946},
                "yoy": {"income": None, "expenses": None, "savings": None},
                "is_complete": True,
            }
        ),
    ),
    Endpoint(
        call="GET analytics/v2/investment-holdings",
        shape=page(
            INVESTMENT,
            summary={"total_invested": 20000, "total_current_value": 20000, "total_gains": 0},
        ),
    ),
    Endpoint(
        call="GET analytics/v2/merchant-intelligence?min_transactions=1&limit=1",
        shape={
            "data": Some(
                {
                    "merchant": str,
                    "category": str,
                    "subcategory": Maybe(str),
                    "total_spent": NUMBER,
                    "transaction_count": int,
                    "avg_transaction": NUMBER,
                    "first_transaction": DAY,
                    "last_transaction": DAY,
                    "months_active": int,
                    "avg_days_between": Maybe(NUMBER),
                    "is_recurring": bool,
                }
            ),
            "total": int,
            "limit": 1,
            "offset": 0,
            "has_more": bool,
            "count": OneOf((0, 1)),
        },
    ),
]
