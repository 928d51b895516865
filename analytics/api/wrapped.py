"""A range of days, told in sentences."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api import narrative_examples as examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.domain import narrative
from analytics.selectors.money_style import money_style
from analytics.selectors.wrapped import story_of
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from preferences.selectors.preferences import preferences_of


class WrappedOut(Answer):
    summary: str
    income_narrative: str
    expense_narrative: str
    highlights: list[str]
    recommendations: list[str]


class Wrapped(ApiView):
    @operation(
        "analytics_wrapped",
        tag=ANALYTICS,
        summary="A range of days, told in sentences",
        description="Every figure is one of the range; changes are against the same days a year before.",
        query=SpanQuery,
        answers={200: WrappedOut},
        examples={200: examples.WRAPPED},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        preferences = preferences_of(self.user)
        story = story_of(ensure_fresh(self.user), span, preferences)
        money = money_style(preferences)
        return answer(
            WrappedOut(
                summary=narrative.summary(story, money),
                income_narrative=narrative.income_narrative(story, money),
                expense_narrative=narrative.expense_narrative(story, money),
                highlights=narrative.highlights(story, money),
                recommendations=narrative.recommendations(story, money),
            )
        )


routes = [re_path(r"^analytics/wrapped/?$", Wrapped.as_view(), name="analytics-wrapped")]
