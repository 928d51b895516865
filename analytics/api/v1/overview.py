"""Totals, the best and the worst month, and where the money is."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain.month_names import month_name
from analytics.domain.month_series import Month
from analytics.selectors.overview import overview
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label


class MonthNetOut(Answer):
    month: str
    period: str
    net: Decimal


class OverviewOut(Answer):
    total_income: Decimal
    total_expenses: Decimal
    net_change: Decimal
    best_month: MonthNetOut | None
    worst_month: MonthNetOut | None
    account_distribution: dict[str, Decimal | None]
    unconverted: int | UnsetType = UNSET


class Overview(ApiView):
    @operation(
        "analytics_overview",
        tag=ANALYTICS,
        summary="Totals, best and worst month, balances",
        description="Balances are in the base currency; null where there is no rate.",
        query=SpanQuery,
        answers={200: OverviewOut},
        examples={200: examples.OVERVIEW},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        found = overview(ensure_fresh(self.user), span)
        currency = self.user.base_currency
        return answer(
            OverviewOut(
                total_income=wire(found.flow.income, currency),
                total_expenses=wire(found.flow.expenses, currency),
                net_change=wire(found.flow.net, currency),
                best_month=_month(found.best, currency),
                worst_month=_month(found.worst, currency),
                account_distribution={
                    item.account.name: None if item.value is None else wire(item.value, currency)
                    for item in found.accounts
                },
                unconverted=found.flow.unconverted or UNSET,
            )
        )


def _month(month: Month | None, currency: str) -> MonthNetOut | None:
    if month is None:
        return None
    return MonthNetOut(
        month=month_name(month.period), period=period_label(month.period), net=wire(month.net, currency)
    )


routes = [re_path(r"^analytics/overview/?$", Overview.as_view(), name="analytics-overview")]
