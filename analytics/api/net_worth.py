"""What somebody owns and owes, now and over time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.selectors.worth import daily_worth
from analytics.selectors.worth_snapshots import worth_history
from analytics.services.freshness import ensure_fresh
from analytics.sql.listing import Part
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire

ONLY_TODAY: Final = Part(limit=0, offset=0)


class WorthDayOut(Answer):
    as_of_date: date
    net_worth: Decimal


class NetWorthOut(Answer):
    net_worth: Decimal
    assets: Decimal
    liabilities: Decimal
    currency: str
    history: list[WorthDayOut]
    unconverted: int | UnsetType = UNSET


class NetWorth(ApiView):
    @operation(
        "net_worth",
        tag=ANALYTICS,
        summary="What you own and owe today, and its history",
        description="The range is that of the history; `unconverted` counts currencies without a rate.",
        query=SpanQuery,
        answers={200: NetWorthOut},
        examples={200: examples.WORTH},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        fresh, currency = ensure_fresh(self.user), self.user.base_currency
        today = worth_history(fresh, span, ONLY_TODAY).current.sheet
        history = [
            WorthDayOut(as_of_date=day.date, net_worth=wire(day.worth.amount, currency))
            for day in daily_worth(fresh, span)
        ]
        return answer(
            NetWorthOut(
                net_worth=wire(today.net_worth, currency),
                assets=wire(today.total_assets, currency),
                liabilities=wire(today.total_liabilities, currency),
                currency=currency,
                history=history,
                unconverted=len(today.unconverted) or UNSET,
            )
        )


routes = [re_path(r"^net-worth/?$", NetWorth.as_view(), name="net-worth")]
