"""What the figures answer."""

from __future__ import annotations

from config.tests.endpoints.endpoint import Endpoint

TABLE: list[Endpoint] = [
    Endpoint(
        call="POST analytics/v2/refresh",
        shape={
            "success": True,
            "analytics": {
                "daily_summaries": 6,
                "monthly_summaries": 2,
                "category_trends": 5,
                "transfer_flows": 1,
                "merchants": int,
                "recurring": int,
                "net_worth": 6,
                "investment_holdings": int,
                "fy_summaries": 1,
                "anomalies": int,
                "budgets_updated": int,
            },
        },
    ),
]
