"""Investments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, listed, part_of
from analytics.selectors.investments import Position, positions
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Slice
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire

_ZERO = Decimal(0)


class InvestmentOut(Answer):
    id: int
    account: str
    investment_type: str
    instrument_name: str | None
    invested_amount: Decimal | None
    current_value: Decimal | None
    realized_gains: Decimal
    unrealized_gains: Decimal | None
    is_active: bool
    last_updated: date | None


class InvestmentSummaryOut(Answer):
    total_invested: Decimal
    total_current_value: Decimal
    total_gains: Decimal


class InvestmentsOut(ListOf[InvestmentOut], kw_only=True):
    summary: InvestmentSummaryOut


class Investments(ApiView):
    @operation(
        "analytics_investment_holdings",
        tag=ANALYTICS,
        summary="Investments with what was put in and what they are worth",
        description="Linked holdings; an investment account without any is one investment, with the negative"
        " of its id, of what was transferred into it. In the base currency at today's rates, null without a"
        " rate.",
        query=Slice,
        answers={200: InvestmentsOut},
        examples={200: examples.INVESTMENTS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, Slice)
        found, currency = positions(ensure_fresh(self.user), part_of(query)), self.user.base_currency
        body = listed(found.listed, query, lambda position: _position(position, currency))
        summary = InvestmentSummaryOut(
            total_invested=wire(found.invested, currency),
            total_current_value=wire(found.value, currency),
            total_gains=wire(found.value - found.invested, currency),
        )
        return answer(body | {"summary": summary})


def _position(position: Position, currency: str) -> InvestmentOut:
    investment, invested, value = position.investment, position.invested, position.value
    return InvestmentOut(
        id=investment.id,
        account=investment.account,
        investment_type=position.kind,
        instrument_name=investment.instrument,
        invested_amount=None if invested is None else wire(invested, currency),
        current_value=None if value is None else wire(value, currency),
        realized_gains=wire(_ZERO, currency),
        unrealized_gains=None if invested is None or value is None else wire(value - invested, currency),
        is_active=investment.is_active,
        last_updated=investment.updated,
    )


routes = [re_path(r"^analytics/v2/investment-holdings/?$", Investments.as_view(), name="investment-holdings")]
