"""Examples in the documentation are answers that we could give."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from analytics.api import examples
from analytics.api.calculations.categories import BreakdownOut, CategoryNamesOut, TopCategoryOut
from analytics.api.calculations.flows import MonthlyFlowsOut, TotalsOut, YearlyFlowsOut
from analytics.api.calculations.insights import SpendingInsightsOut
from analytics.api.calculations.worth import AccountBalancesOut, DailyWorthsOut
from analytics.api.charts import (
    AccountChartOut,
    CategoryChartOut,
    IncomeExpenseChartOut,
    MonthlyTrendChartOut,
)
from analytics.api.comparison import CashFlowOut, ComparisonOut
from analytics.api.monthly import MonthlyBreakdownOut, MonthlySummaryOut
from analytics.api.net_worth import NetWorthOut
from analytics.api.spending import SpendingOut
from analytics.api.v1.behavior import BehaviorOut
from analytics.api.v1.kpis import KpisOut
from analytics.api.v1.overview import OverviewOut
from analytics.api.v1.trends import TrendsOut
from config.drf.renderers import encode


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (BreakdownOut, examples.BREAKDOWN),
        (list[TopCategoryOut], examples.TOP_CATEGORIES),
        (CategoryNamesOut, examples.CATEGORY_NAMES),
        (TotalsOut, examples.TOTALS),
        (MonthlyFlowsOut, examples.MONTHS),
        (YearlyFlowsOut, examples.YEARS),
        (AccountBalancesOut, examples.BALANCES),
        (DailyWorthsOut, examples.NET_WORTH),
        (SpendingInsightsOut, examples.INSIGHTS),
        (OverviewOut, examples.OVERVIEW),
        (KpisOut, examples.KPIS),
        (BehaviorOut, examples.BEHAVIOR),
        (TrendsOut, examples.TRENDS),
        (IncomeExpenseChartOut, examples.INCOME_EXPENSE_CHART),
        (CategoryChartOut, examples.CATEGORY_CHART),
        (MonthlyTrendChartOut, examples.MONTHLY_TREND_CHART),
        (AccountChartOut, examples.ACCOUNT_CHART),
        (SpendingOut, examples.SPENDING),
        (ComparisonOut, examples.COMPARISON),
        (CashFlowOut, examples.CASH_FLOW),
        (MonthlySummaryOut, examples.MONTHLY_SUMMARY),
        (MonthlyBreakdownOut, examples.MONTHLY_BREAKDOWN),
        (NetWorthOut, examples.WORTH),
    ],
)
def test_example_is_an_answer(kind: Any, example: Any) -> None:
    assert json.loads(encode(msgspec.convert(example, kind))) == example
