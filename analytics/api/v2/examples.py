"""Examples of answers for the documentation, with the people and amounts of seed 000."""

from __future__ import annotations

from typing import Any, Final

Example = dict[str, Any]

_PAGE: Final[Example] = {"total": 24, "limit": 1, "offset": 0, "has_more": True, "count": 1}


def _page(item: Example, **more: Any) -> Example:
    return {"data": [item], **_PAGE, **more}


DAILY_SUMMARIES: Final = _page(
    {
        "date": "2025-01-15",
        "income": 0.0,
        "expense": 5000.0,
        "net": -5000.0,
        "income_count": 0,
        "expense_count": 1,
        "transfer_count": 0,
        "total_transactions": 1,
        "top_category": "Groceries",
    }
)
MONTHLY_SUMMARIES: Final = _page(
    {
        "period": "2025-01",
        "year": 2025,
        "month": 1,
        "income": {
            "total": 150000.0,
            "salary": 140000.0,
            "investment": 2500.0,
            "other": 7500.0,
            "count": 4,
            "change_pct": 7.14,
        },
        "expenses": {
            "total": 85000.0,
            "essential": 52000.0,
            "discretionary": 33000.0,
            "count": 45,
            "change_pct": -3.41,
        },
        "transfers": {"out": 25000.0, "in": 25000.0, "net_investment": 20000.0, "count": 2},
        "savings": {"net": 65000.0, "rate": 0.4333},
        "expense_ratio": 0.5667,
        "total_transactions": 51,
        "last_calculated": "2026-04-11T10:30:00Z",
    }
)
CATEGORY_TRENDS: Final = _page(
    {
        "period": "2025-01",
        "category": "Food",
        "subcategory": "Groceries",
        "type": "Expense",
        "total": 25000.0,
        "count": 20,
        "avg": 1250.0,
        "max": 5000.0,
        "min": 150.0,
        "pct_of_monthly": 29.41,
        "mom_change": 4100.0,
        "mom_change_pct": 19.62,
    }
)
TRANSFER_FLOWS: Final = _page(
    {
        "from": "HDFC Savings",
        "to": "Mutual Funds",
        "total": 240000.0,
        "count": 12,
        "avg": 20000.0,
        "last_date": "2025-12-05",
        "last_amount": 20000.0,
        "from_type": "savings",
        "to_type": "investment",
    },
    summary={"total_flow": 310000.0, "unique_accounts": 4},
)
MERCHANTS: Final = _page(
    {
        "merchant": "Netflix",
        "category": "Entertainment",
        "subcategory": "Streaming",
        "total_spent": 7788.0,
        "transaction_count": 12,
        "avg_transaction": 649.0,
        "first_transaction": "2025-01-05",
        "last_transaction": "2025-12-05",
        "months_active": 12,
        "avg_days_between": 30.4,
        "is_recurring": True,
    }
)
NET_WORTH: Final = _page(
    {
        "date": "2025-01-15",
        "assets": {
            "cash_and_bank": 400000.0,
            "investments": 0.0,
            "mutual_funds": 240000.0,
            "stocks": 60000.0,
            "fixed_deposits": 0.0,
            "ppf_epf": 150000.0,
            "other": 0.0,
            "total": 850000.0,
        },
        "liabilities": {"credit_cards": 18000.0, "loans": 0.0, "other": 0.0, "total": 18000.0},
        "net_worth": 832000.0,
        "change": -5000.0,
        "change_pct": -0.6,
    },
    current={
        "net_worth": 905000.0,
        "total_assets": 920000.0,
        "total_liabilities": 15000.0,
        "as_of": "2026-04-11",
    },
)
FISCAL_YEARS: Final = _page(
    {
        "fiscal_year": "2025-26",
        "period": "Apr 2025 - Mar 2026",
        "income": {
            "total": 1900000.0,
            "salary": 1680000.0,
            "bonus": 150000.0,
            "investment": 30000.0,
            "other": 40000.0,
        },
        "expenses": {"total": 1020000.0, "tax_paid": 180000.0},
        "investments_made": 240000.0,
        "savings": {"net": 880000.0, "rate": 0.4632},
        "yoy": {"income": 8.57, "expenses": 2.0, "savings": 17.33},
        "is_complete": True,
    }
)
INVESTMENTS: Final = _page(
    {
        "id": 12,
        "account": "Zerodha",
        "investment_type": "stocks",
        "instrument_name": "Infosys",
        "invested_amount": 50000.0,
        "current_value": 60000.0,
        "realized_gains": 0.0,
        "unrealized_gains": 10000.0,
        "is_active": True,
        "last_updated": "2026-04-10",
    },
    summary={"total_invested": 290000.0, "total_current_value": 324000.0, "total_gains": 34000.0},
)
