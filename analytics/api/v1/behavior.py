"""How somebody spends."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain.category_moves import sentences
from analytics.domain.change import Trend
from analytics.selectors.behavior import Behavior, behavior
from analytics.selectors.money_style import money_style
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from preferences.selectors.preferences import preferences_of

MOST: Final = 10


class TrendingCategoryOut(Answer):
    category: str
    category_id: int | None
    amount: Decimal
    percentage: Decimal
    trend: Trend


class BehaviorOut(Answer):
    average_monthly_spending: Decimal
    spending_velocity: Decimal
    velocity_change_pct: Decimal | None
    expense_concentration: Decimal
    top_categories: list[TrendingCategoryOut]
    lifestyle_changes: list[str]
    unconverted: int | UnsetType = UNSET


class SpendingBehavior(ApiView):
    @operation(
        "analytics_behavior",
        tag=ANALYTICS,
        summary="How you spend, and what is changing",
        description="Velocity is money per day over the last 30 days of the range.",
        query=SpanQuery,
        answers={200: BehaviorOut},
        examples={200: examples.BEHAVIOR},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        found = behavior(ensure_fresh(self.user), span_of(read_query(request, SpanQuery), self.user))
        currency = self.user.base_currency
        style = money_style(preferences_of(self.user))
        shares = [share for _, share in found.spent.categories]
        return answer(
            BehaviorOut(
                average_monthly_spending=wire(found.per_month, currency),
                spending_velocity=wire(found.velocity, currency),
                velocity_change_pct=found.velocity_change_pct,
                expense_concentration=shares[0] if shares else Decimal(0),
                top_categories=_top(found, currency),
                lifestyle_changes=sentences(list(found.moves.values()), shown=style),
                unconverted=found.spent.unconverted or UNSET,
            )
        )


def _top(found: Behavior, currency: str) -> list[TrendingCategoryOut]:
    return [
        TrendingCategoryOut(
            category=total.category,
            category_id=total.category_id,
            amount=wire(total.amount, currency),
            percentage=share,
            trend=found.moves[total.category].trend if total.category in found.moves else "stable",
        )
        for total, share in found.spent.categories[:MOST]
    ]


routes = [re_path(r"^analytics/behavior/?$", SpendingBehavior.as_view(), name="analytics-behavior")]
