"""Days with their income, expenses and counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import DaysQuery, ListOf, listed, part_of
from analytics.services.freshness import ensure_fresh
from analytics.sql.daily_summaries import Day, list_days
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class DailySummaryOut(Answer):
    date: date
    income: Decimal
    expense: Decimal
    net: Decimal
    income_count: int
    expense_count: int
    transfer_count: int
    total_transactions: int
    top_category: str | None
    unconverted: int | UnsetType = UNSET


class DailySummaries(ApiView):
    @operation(
        "analytics_daily_summaries",
        tag=ANALYTICS,
        summary="Income, expenses and counts of each day, latest first",
        query=DaysQuery,
        answers={200: ListOf[DailySummaryOut]},
        examples={200: examples.DAILY_SUMMARIES},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, DaysQuery)
        found = list_days(ensure_fresh(self.user), query.span, part_of(query))
        return answer(listed(found, query, lambda day: _day(day, self.user.base_currency)))


def _day(day: Day, currency: str) -> DailySummaryOut:
    return DailySummaryOut(
        date=day.date,
        income=wire(day.income, currency),
        expense=wire(day.expense, currency),
        net=wire(day.income - day.expense, currency),
        income_count=day.income_count,
        expense_count=day.expense_count,
        transfer_count=day.transfer_count,
        total_transactions=day.income_count + day.expense_count + day.transfer_count,
        top_category=day.top_category,
        unconverted=day.unconverted or UNSET,
    )


routes = [re_path(r"^analytics/v2/daily-summaries/?$", DailySummaries.as_view(), name="daily-summaries")]
