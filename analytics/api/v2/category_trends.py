"""Categories by month."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api.fieldtypes import FlowKind
from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, MonthsQuery, listed, part_of
from analytics.selectors.category_trends import Asked, TrendInView, trends_in_view
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, read_query
from config.drf.values import Name
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label


class CategoryTrendQuery(MonthsQuery, kw_only=True):
    category: Name | None = None
    transaction_type: FlowKind | None = None


class CategoryTrendOut(Answer):
    period: str
    category: str
    subcategory: str | None
    type: str
    total: Decimal
    count: int
    avg: Decimal
    max: Decimal
    min: Decimal
    pct_of_monthly: Decimal
    mom_change: Decimal
    mom_change_pct: Decimal | None


class CategoryTrends(ApiView):
    @operation(
        "analytics_category_trends",
        tag=ANALYTICS,
        summary="Income and expenses of each category by month, latest first",
        description="Changes are against the calendar month before: from 0 where the category has nothing"
        " there, and then without a percentage.",
        query=CategoryTrendQuery,
        answers={200: ListOf[CategoryTrendOut]},
        examples={200: examples.CATEGORY_TRENDS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, CategoryTrendQuery)
        asked = Asked(*query.periods, query.category, query.transaction_type)
        found = trends_in_view(ensure_fresh(self.user), asked, part_of(query))
        return answer(listed(found, query, lambda trend: _trend(trend, self.user.base_currency)))


def _trend(view: TrendInView, currency: str) -> CategoryTrendOut:
    month = view.month
    return CategoryTrendOut(
        period=period_label(month.period),
        category=view.place.category,
        subcategory=view.place.subcategory,
        type=month.kind,
        total=wire(month.total, currency),
        count=month.rows,
        avg=wire(view.average, currency),
        max=wire(month.largest, currency),
        min=wire(month.smallest, currency),
        pct_of_monthly=view.share,
        mom_change=wire(view.change, currency),
        mom_change_pct=view.change_pct,
    )


routes = [re_path(r"^analytics/v2/category-trends/?$", CategoryTrends.as_view(), name="category-trends")]
