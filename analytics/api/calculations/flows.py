"""Income and expenses: whole, by month, by year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from accounts.models import User
from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import CALCULATIONS
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import month_flows, span_flow
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label
from finance.selectors.flows import years_of
from finance.sql.totals import Flow


class TotalsOut(Answer):
    total_income: Decimal
    total_expenses: Decimal
    net_savings: Decimal
    income_transactions: int
    expense_transactions: int
    unconverted: int | UnsetType = UNSET


class MonthlyFlowOut(Answer):
    month: str
    income: Decimal
    expenses: Decimal
    net: Decimal
    transactions: int


class MonthlyFlowsOut(Answer):
    months: list[MonthlyFlowOut]
    unconverted: int | UnsetType = UNSET


class YearlyFlowOut(Answer):
    year: int
    income: Decimal
    expenses: Decimal
    net: Decimal
    transactions: int


class YearlyFlowsOut(Answer):
    years: list[YearlyFlowOut]
    unconverted: int | UnsetType = UNSET


class Totals(ApiView):
    @operation(
        "calculations_totals",
        tag=CALCULATIONS,
        summary="Income, expenses and what is left",
        query=SpanQuery,
        answers={200: TotalsOut},
        examples={200: examples.TOTALS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        flow = span_flow(ensure_fresh(self.user), span)
        money = _amounts(flow, self.user)
        return answer(
            TotalsOut(
                total_income=money["income"],
                total_expenses=money["expenses"],
                net_savings=money["net"],
                income_transactions=flow.income_count,
                expense_transactions=flow.expense_count,
                unconverted=flow.unconverted or UNSET,
            )
        )


class MonthlyAggregation(ApiView):
    @operation(
        "calculations_monthly",
        tag=CALCULATIONS,
        summary="Income and expenses by month",
        query=SpanQuery,
        answers={200: MonthlyFlowsOut},
        examples={200: examples.MONTHS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        flows = month_flows(ensure_fresh(self.user), span)
        months = [
            MonthlyFlowOut(
                month=period_label(period), transactions=flow.transactions, **_amounts(flow, self.user)
            )
            for period, flow in flows
            if flow.transactions
        ]
        return answer(MonthlyFlowsOut(months=months, unconverted=_unconverted(flows)))


class YearlyAggregation(ApiView):
    @operation(
        "calculations_yearly",
        tag=CALCULATIONS,
        summary="Income and expenses by calendar year",
        query=SpanQuery,
        answers={200: YearlyFlowsOut},
        examples={200: examples.YEARS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        flows = years_of(month_flows(ensure_fresh(self.user), span))
        years = [
            YearlyFlowOut(year=year, transactions=flow.transactions, **_amounts(flow, self.user))
            for year, flow in flows
            if flow.transactions
        ]
        return answer(YearlyFlowsOut(years=years, unconverted=_unconverted(flows)))


def _amounts(flow: Flow, user: User) -> dict[str, Any]:
    amounts = {"income": flow.income, "expenses": flow.expenses, "net": flow.net}
    return {name: wire(amount, user.base_currency) for name, amount in amounts.items()}


def _unconverted(flows: list[tuple[int, Flow]]) -> int | UnsetType:
    return sum(flow.unconverted for _, flow in flows) or UNSET


routes = [
    re_path(r"^calculations/totals/?$", Totals.as_view(), name="calculation-totals"),
    re_path(
        r"^calculations/monthly-aggregation/?$", MonthlyAggregation.as_view(), name="calculation-monthly"
    ),
    re_path(r"^calculations/yearly-aggregation/?$", YearlyAggregation.as_view(), name="calculation-yearly"),
]
