"""What is worth telling, each with the figures it rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from accounts.models import User
from analytics.api import narrative_examples as examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain.insights import Insight, Severity
from analytics.selectors.insights import insights_of
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class InsightOut(Answer):
    type: str
    message: str
    severity: Severity
    evidence: dict[str, Any]


class InsightsOut(Answer):
    insights: list[InsightOut]


class GeneratedInsights(ApiView):
    @operation(
        "analytics_insights_generated",
        tag=ANALYTICS,
        summary="What is worth knowing about your money now",
        description="Of the range as a whole, and of the last calendar month that is over in it. `evidence`"
        " has the figures of the message; names that end with `_pct` are percentages.",
        query=SpanQuery,
        answers={200: InsightsOut},
        examples={200: examples.INSIGHTS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        return answer(_insights(request, self.user))


class Insights(ApiView):
    @operation(
        "analytics_insights",
        tag=ANALYTICS,
        summary="What is worth knowing about your money now",
        query=SpanQuery,
        answers={200: InsightsOut},
        examples={200: examples.INSIGHTS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        return answer(_insights(request, self.user))


def _insights(request: Request, user: User) -> InsightsOut:
    span = span_of(read_query(request, SpanQuery), user)
    found = insights_of(ensure_fresh(user), span)
    return InsightsOut(insights=[_insight(insight, user.base_currency) for insight in found])


def _insight(insight: Insight, currency: str) -> InsightOut:
    currency = insight.evidence.get("currency", currency)
    evidence = {name: _shown(name, value, currency) for name, value in insight.evidence.items()}
    return InsightOut(
        type=insight.type, message=insight.message, severity=insight.severity, evidence=evidence
    )


def _shown(name: str, value: Any, currency: str) -> Any:
    return wire(value, currency) if isinstance(value, Decimal) and not name.endswith("_pct") else value


routes = [
    re_path(r"^analytics/insights/generated/?$", GeneratedInsights.as_view(), name="insights-generated"),
    re_path(r"^analytics/insights/?$", Insights.as_view(), name="analytics-insights"),
]
