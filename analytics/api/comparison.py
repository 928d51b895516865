"""Income against expenses, and money in against money out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.selectors.overview import months_of
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import month_flows, span_flow
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import DatesQuery, SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib import clock
from config.lib.errors import Invalid
from config.lib.money import wire
from config.lib.periods import DateRange, period_label
from finance.sql.totals import NO_FLOW

USUAL_DAYS: Final = 30


class ComparedMonthOut(Answer):
    month: str
    income: Decimal
    expense: Decimal
    net: Decimal


class ComparedTotalsOut(Answer):
    income: Decimal
    expense: Decimal
    net: Decimal


class ComparisonOut(Answer):
    start_date: date | None
    end_date: date | None
    series: list[ComparedMonthOut]
    totals: ComparedTotalsOut
    unconverted: int | UnsetType = UNSET


class CashFlowOut(Answer):
    start_date: date
    end_date: date
    inflow: Decimal
    outflow: Decimal
    net: Decimal
    unconverted: int | UnsetType = UNSET


class IncomeVersusExpense(ApiView):
    @operation(
        "analytics_income_vs_expense",
        tag=ANALYTICS,
        summary="Income and expenses over time",
        description="The dates are those of the range; null where it is open.",
        query=SpanQuery,
        answers={200: ComparisonOut},
        examples={200: examples.COMPARISON},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        flows = month_flows(ensure_fresh(self.user), span)
        total = sum((flow for _, flow in flows), NO_FLOW)
        currency = self.user.base_currency
        series = [
            ComparedMonthOut(
                month=period_label(month.period),
                income=wire(month.income, currency),
                expense=wire(month.expenses, currency),
                net=wire(month.net, currency),
            )
            for month in months_of(flows)
        ]
        totals = ComparedTotalsOut(
            income=wire(total.income, currency),
            expense=wire(total.expenses, currency),
            net=wire(total.net, currency),
        )
        return answer(
            ComparisonOut(
                start_date=span.start,
                end_date=span.end,
                series=series,
                totals=totals,
                unconverted=total.unconverted or UNSET,
            )
        )


class CashFlow(ApiView):
    @operation(
        "cashflow_summary",
        tag=ANALYTICS,
        summary="Money in and money out",
        description="Of the last 30 days, unless dates are given.",
        query=DatesQuery,
        answers={200: CashFlowOut},
        examples={200: examples.CASH_FLOW},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        asked = read_query(request, DatesQuery)
        end = asked.end_date or clock.today(self.user.time_zone)
        start = asked.start_date or end - timedelta(days=USUAL_DAYS - 1)
        if start > end:
            raise Invalid(errors={"start_date": ["Must not be after end_date, which is today"]})
        flow = span_flow(ensure_fresh(self.user), DateRange(start, end))
        currency = self.user.base_currency
        return answer(
            CashFlowOut(
                start_date=start,
                end_date=end,
                inflow=wire(flow.income, currency),
                outflow=wire(flow.expenses, currency),
                net=wire(flow.net, currency),
                unconverted=flow.unconverted or UNSET,
            )
        )


routes = [
    re_path(r"^analytics/income-vs-expense/?$", IncomeVersusExpense.as_view(), name="analytics-comparison"),
    re_path(r"^cashflow/summary/?$", CashFlow.as_view(), name="cashflow-summary"),
]
