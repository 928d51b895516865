"""Seed 000: count every figure anew, at once."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.selectors.figure_counts import counts_of
from analytics.selectors.investments import positions
from analytics.services.freshness import ensure_fresh
from analytics.services.refresh import refresh_all
from analytics.sql.listing import Part
from config.drf.operations import operation
from config.drf.structs import Answer
from config.drf.views import ApiView, answer


class CountsOut(Answer, kw_only=True):
    daily_summaries: int
    monthly_summaries: int
    category_trends: int
    transfer_flows: int
    merchants: int
    recurring: int = 0
    net_worth: int
    investment_holdings: int
    fy_summaries: int
    anomalies: int = 0
    budgets_updated: int = 0


class RefreshOut(Answer):
    analytics: CountsOut
    success: Literal[True] = True


class RefreshView(ApiView):
    user_scope = "analytics_refresh"

    @operation(
        "analytics_v2_refresh",
        tag=ANALYTICS,
        summary="Count every figure anew",
        answers={200: RefreshOut},
        errors=(503,),
    )
    def post(self, request: Request) -> HttpResponse:
        refresh_all(self.user)
        investments = positions(ensure_fresh(self.user), Part(limit=0, offset=0)).listed.total
        counts = counts_of(self.user)._asdict()
        return answer(RefreshOut(analytics=CountsOut(**counts, investment_holdings=investments)))


routes = [re_path(r"^analytics/v2/refresh/?$", RefreshView.as_view(), name="analytics-v2-refresh")]
