"""Key figures of a range of days."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.selectors.kpis import kpis
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from finance.selectors.breakdown import CategoryShare


class TopOut(Answer):
    category: str
    category_id: int | None
    amount: Decimal
    percentage: Decimal


class KpisOut(Answer):
    total_income: Decimal
    total_expenses: Decimal
    net_savings: Decimal
    savings_rate: Decimal
    transaction_count: int
    average_transaction: Decimal
    expense_count: int
    income_count: int
    top_category: TopOut | None
    top_income_source: TopOut | None
    daily_spending_rate: Decimal
    monthly_burn_rate: Decimal
    unconverted: int | UnsetType = UNSET


class Kpis(ApiView):
    @operation(
        "analytics_kpis",
        tag=ANALYTICS,
        summary="Key figures",
        query=SpanQuery,
        answers={200: KpisOut},
        examples={200: examples.KPIS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        found = kpis(ensure_fresh(self.user), span_of(read_query(request, SpanQuery), self.user))
        flow, currency = found.flow, self.user.base_currency
        return answer(
            KpisOut(
                total_income=wire(flow.income, currency),
                total_expenses=wire(flow.expenses, currency),
                net_savings=wire(flow.net, currency),
                savings_rate=found.savings_rate,
                transaction_count=flow.transactions,
                average_transaction=wire(found.average_transaction, currency),
                expense_count=flow.expense_count,
                income_count=flow.income_count,
                top_category=_top(found.top_expense, currency),
                top_income_source=_top(found.top_income, currency),
                daily_spending_rate=wire(found.per_day, currency),
                monthly_burn_rate=wire(found.per_month, currency),
                unconverted=flow.unconverted or UNSET,
            )
        )


def _top(found: CategoryShare | None, currency: str) -> TopOut | None:
    if found is None:
        return None
    total = found.total
    return TopOut(
        category=total.category,
        category_id=total.category_id,
        amount=wire(total.amount, currency),
        percentage=found.share,
    )


routes = [re_path(r"^analytics/kpis/?$", Kpis.as_view(), name="analytics-kpis")]
