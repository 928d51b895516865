"""Averages and the expenses that stand out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import CALCULATIONS
from analytics.selectors.spending_insights import spending_insights
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from finance.sql.expenses import Expense, UnusualExpense


class LargestOut(Answer):
    amount: Decimal
    category: str
    date: date
    transaction_id: int


class UnusualOut(Answer):
    amount: Decimal
    category: str
    date: date
    transaction_id: int
    reason: str


class SpendingInsightsOut(Answer):
    average_daily_income: Decimal
    average_daily_expense: Decimal
    average_monthly_expense: Decimal
    savings_rate: Decimal
    largest_transaction: LargestOut | None
    unusual_spending: list[UnusualOut]
    unconverted: int | UnsetType = UNSET


class Insights(ApiView):
    @operation(
        "calculations_insights",
        tag=CALCULATIONS,
        summary="Averages, the largest expense and unusual ones",
        query=SpanQuery,
        answers={200: SpendingInsightsOut},
        examples={200: examples.INSIGHTS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        found = spending_insights(ensure_fresh(self.user), span)
        currency = self.user.base_currency
        return answer(
            SpendingInsightsOut(
                average_daily_income=wire(found.daily_income, currency),
                average_daily_expense=wire(found.daily_expense, currency),
                average_monthly_expense=wire(found.monthly_expense, currency),
                savings_rate=found.savings_rate,
                largest_transaction=LargestOut(**_fields(found.largest, currency)) if found.largest else None,
                unusual_spending=[_unusual(item, currency) for item in found.unusual],
                unconverted=found.flow.unconverted or UNSET,
            )
        )


def _fields(expense: Expense, currency: str) -> dict[str, Any]:
    return expense._asdict() | {"amount": wire(expense.amount, currency)}


def _unusual(item: UnusualExpense, currency: str) -> UnusualOut:
    times = item.expense.amount / item.median
    return UnusualOut(**_fields(item.expense, currency), reason=f"{times:.1f}x normal spending")


routes = [re_path(r"^calculations/insights/?$", Insights.as_view(), name="calculation-insights")]
