"""What was spent, by category."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.calculations.categories import CategoryShareOut, shares_of
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.selectors.breakdown import category_breakdown
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class SpendingOut(Answer):
    start_date: date | None
    end_date: date | None
    total: Decimal
    categories: list[CategoryShareOut]
    unconverted: int | UnsetType = UNSET


class Spending(ApiView):
    @operation(
        "analytics_spending",
        tag=ANALYTICS,
        summary="Spending by category",
        description="The dates are those of the range; null where it is open.",
        query=SpanQuery,
        answers={200: SpendingOut},
        examples={200: examples.SPENDING},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        found = category_breakdown(ensure_fresh(self.user), "Expense", span)
        return answer(
            SpendingOut(
                start_date=span.start,
                end_date=span.end,
                total=wire(found.total, self.user.base_currency),
                categories=shares_of(found, self.user.base_currency),
                unconverted=found.unconverted or UNSET,
            )
        )


routes = [re_path(r"^analytics/spending/?$", Spending.as_view(), name="analytics-spending")]
