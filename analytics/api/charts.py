"""The same figures as series to draw."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.calculations.categories import CategoryShareQuery
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain.month_names import short_month
from analytics.selectors.breakdown import category_breakdown
from analytics.selectors.overview import account_distribution, months_of
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import month_flows
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label


class IncomeExpenseOut(Answer):
    month: str
    period: str
    income: Decimal
    expense: Decimal


class IncomeExpenseChartOut(Answer):
    data: list[IncomeExpenseOut]


class CategorySliceOut(Answer):
    category: str
    category_id: int | None
    amount: Decimal
    percentage: Decimal


class CategoryChartOut(Answer):
    data: list[CategorySliceOut]


class MonthlyTrendOut(Answer):
    month: str
    income: Decimal
    expense: Decimal
    savings: Decimal


class MonthlyTrendChartOut(Answer):
    data: list[MonthlyTrendOut]


class AccountSliceOut(Answer):
    account: str
    account_id: int
    balance: Decimal
    currency: str
    percentage: Decimal | None


class AccountChartOut(Answer):
    data: list[AccountSliceOut]


class IncomeExpenseChart(ApiView):
    @operation(
        "analytics_chart_income_expense",
        tag=ANALYTICS,
        summary="Income and expenses by month",
        query=SpanQuery,
        answers={200: IncomeExpenseChartOut},
        examples={200: examples.INCOME_EXPENSE_CHART},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        currency = self.user.base_currency
        data = [
            IncomeExpenseOut(
                month=short_month(month.period),
                period=period_label(month.period),
                income=wire(month.income, currency),
                expense=wire(month.expenses, currency),
            )
            for month in months_of(month_flows(ensure_fresh(self.user), span))
        ]
        return answer(IncomeExpenseChartOut(data=data))


class CategoryChart(ApiView):
    @operation(
        "analytics_chart_categories",
        tag=ANALYTICS,
        summary="Income or expenses by category",
        query=CategoryShareQuery,
        answers={200: CategoryChartOut},
        examples={200: examples.CATEGORY_CHART},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, CategoryShareQuery)
        span = span_of(query, self.user)
        found = category_breakdown(ensure_fresh(self.user), query.transaction_type, span)
        data = [
            CategorySliceOut(
                category=total.category,
                category_id=total.category_id,
                amount=wire(total.amount, self.user.base_currency),
                percentage=share,
            )
            for total, share in found.categories
        ]
        return answer(CategoryChartOut(data=data))


class MonthlyTrendChart(ApiView):
    @operation(
        "analytics_chart_monthly_trends",
        tag=ANALYTICS,
        summary="Income, expenses and savings by month",
        query=SpanQuery,
        answers={200: MonthlyTrendChartOut},
        examples={200: examples.MONTHLY_TREND_CHART},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        currency = self.user.base_currency
        data = [
            MonthlyTrendOut(
                month=period_label(month.period),
                income=wire(month.income, currency),
                expense=wire(month.expenses, currency),
                savings=wire(month.net, currency),
            )
            for month in months_of(month_flows(ensure_fresh(self.user), span))
        ]
        return answer(MonthlyTrendChartOut(data=data))


class AccountChart(ApiView):
    @operation(
        "analytics_chart_account_distribution",
        tag=ANALYTICS,
        summary="What each account holds, and its part of all that is owned",
        description="Each balance is in its account's currency, at the end of the range or today.",
        query=SpanQuery,
        answers={200: AccountChartOut},
        examples={200: examples.ACCOUNT_CHART},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        data = [
            AccountSliceOut(
                account=held.account.name,
                account_id=held.account.pk,
                balance=wire(held.balance, held.account.currency),
                currency=held.account.currency,
                percentage=share,
            )
            for held, share in account_distribution(ensure_fresh(self.user), span)
        ]
        return answer(AccountChartOut(data=data))


CHARTS = r"^analytics/charts"
routes = [
    re_path(rf"{CHARTS}/income-expense/?$", IncomeExpenseChart.as_view(), name="chart-income-expense"),
    re_path(rf"{CHARTS}/categories/?$", CategoryChart.as_view(), name="chart-categories"),
    re_path(rf"{CHARTS}/monthly-trends/?$", MonthlyTrendChart.as_view(), name="chart-monthly-trends"),
    re_path(rf"{CHARTS}/account-distribution/?$", AccountChart.as_view(), name="chart-accounts"),
]
