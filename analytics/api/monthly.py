"""One month, as small as it gets."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, Meta, UnsetType
from rest_framework.request import Request

from accounts.models import User
from analytics.api import examples
from analytics.api.tags import ANALYTICS
from analytics.selectors.breakdown import category_breakdown
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import span_flow
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, Query, read_query
from config.drf.views import ApiView, answer
from config.lib import clock
from config.lib.errors import Invalid
from config.lib.money import wire
from config.lib.periods import DateRange, period_of, period_range


class MonthQuery(Query):
    year: Annotated[int, Meta(ge=1900, le=2200)] | None = None
    month: Annotated[int, Meta(ge=1, le=12)] | None = None

    def __post_init__(self) -> None:
        if (self.year is None) != (self.month is None):
            missing = "year" if self.year is None else "month"
            raise Invalid(errors={missing: ["Give year and month, or neither"]})


class MonthTotalsOut(Answer):
    income: Decimal
    expenses: Decimal
    savings: Decimal


class MonthlySummaryOut(Answer):
    summary: MonthTotalsOut
    unconverted: int | UnsetType = UNSET


class MonthlyBreakdownOut(Answer):
    breakdown: dict[str, Decimal]
    unconverted: int | UnsetType = UNSET


class MonthlySummary(ApiView):
    @operation(
        "finance_monthly_summary",
        tag=ANALYTICS,
        summary="Income, expenses and savings of a month",
        description="This month, unless year and month are given.",
        query=MonthQuery,
        answers={200: MonthlySummaryOut},
        examples={200: examples.MONTHLY_SUMMARY},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = month_of(read_query(request, MonthQuery), self.user)
        flow = span_flow(ensure_fresh(self.user), span)
        currency = self.user.base_currency
        summary = MonthTotalsOut(
            income=wire(flow.income, currency),
            expenses=wire(flow.expenses, currency),
            savings=wire(flow.net, currency),
        )
        return answer(MonthlySummaryOut(summary=summary, unconverted=flow.unconverted or UNSET))


class MonthlyBreakdown(ApiView):
    @operation(
        "finance_category_breakdown",
        tag=ANALYTICS,
        summary="Expenses of a month by category",
        description="This month, unless year and month are given.",
        query=MonthQuery,
        answers={200: MonthlyBreakdownOut},
        examples={200: examples.MONTHLY_BREAKDOWN},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = month_of(read_query(request, MonthQuery), self.user)
        found = category_breakdown(ensure_fresh(self.user), "Expense", span)
        breakdown = {
            total.category: wire(total.amount, self.user.base_currency) for total, _ in found.categories
        }
        return answer(MonthlyBreakdownOut(breakdown=breakdown, unconverted=found.unconverted or UNSET))


def month_of(query: MonthQuery, user: User) -> DateRange:
    if query.year is None or query.month is None:
        return period_range(period_of(clock.today(user.time_zone)))
    return period_range(query.year * 100 + query.month)


routes = [
    re_path(r"^finance/monthly-summary/?$", MonthlySummary.as_view(), name="monthly-summary"),
    re_path(r"^finance/category-breakdown/?$", MonthlyBreakdown.as_view(), name="monthly-breakdown"),
]
