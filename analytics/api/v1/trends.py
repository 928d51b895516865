"""Months in a row, and where they lead."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain.change import Trend, Turn
from analytics.domain.consistency import consistency
from analytics.domain.month_names import month_name
from analytics.domain.month_series import Month, surplus_of, turns
from analytics.selectors.overview import months_of
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import month_flows
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label
from finance.domain.ratio import ratio


class MonthTrendOut(Answer):
    month: str
    period: str
    income: Decimal
    expenses: Decimal
    net: Decimal
    trend: Turn


class TrendsOut(Answer):
    monthly_trends: list[MonthTrendOut]
    consistency_score: Decimal
    surplus_trend: Trend
    average_monthly_surplus: Decimal
    forecast_next_month: Decimal | None
    unconverted: int | UnsetType = UNSET


class Trends(ApiView):
    @operation(
        "analytics_trends",
        tag=ANALYTICS,
        summary="Months in a row, and where they lead",
        query=SpanQuery,
        answers={200: TrendsOut},
        examples={200: examples.TRENDS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        flows = month_flows(ensure_fresh(self.user), span)
        months, currency = months_of(flows), self.user.base_currency
        surplus = surplus_of(months)
        return answer(
            TrendsOut(
                monthly_trends=[
                    _month(month, turn, currency) for month, turn in zip(months, turns(months), strict=True)
                ],
                consistency_score=ratio(consistency([month.expenses for month in months]), Decimal(1)),
                surplus_trend=surplus.trend,
                average_monthly_surplus=wire(surplus.average, currency),
                forecast_next_month=None if surplus.expected is None else wire(surplus.expected, currency),
                unconverted=sum(flow.unconverted for _, flow in flows) or UNSET,
            )
        )


def _month(month: Month, turn: Turn, currency: str) -> MonthTrendOut:
    return MonthTrendOut(
        month=month_name(month.period),
        period=period_label(month.period),
        income=wire(month.income, currency),
        expenses=wire(month.expenses, currency),
        net=wire(month.net, currency),
        trend=turn,
    )


routes = [re_path(r"^analytics/trends/?$", Trends.as_view(), name="analytics-trends")]
