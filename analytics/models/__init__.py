"""Figures made from the ledger: nothing here is a truth of its own."""

from __future__ import annotations

from analytics.models.account_day import AccountDay
from analytics.models.category_month import CategoryMonth
from analytics.models.daily_summary import DailySummary
from analytics.models.fact import Fact
from analytics.models.flow_month import FlowMonth
from analytics.models.merchant_month import MerchantMonth
from analytics.models.monthly_summary import MonthlySummary

__all__ = [
    "AccountDay",
    "CategoryMonth",
    "DailySummary",
    "Fact",
    "FlowMonth",
    "MerchantMonth",
    "MonthlySummary",
]
