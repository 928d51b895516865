"""Merchants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.urls import re_path
from msgspec import Meta
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, listed, part_of
from analytics.domain.rhythm import days_between, is_monthly
from analytics.services.freshness import ensure_fresh
from analytics.sql.merchants import Merchant, list_merchants
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Slice
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class MerchantQuery(Slice, kw_only=True):
    min_transactions: Annotated[int, Meta(ge=1, le=1_000_000)] = 3


class MerchantOut(Answer):
    merchant: str
    category: str
    subcategory: str | None
    total_spent: Decimal
    transaction_count: int
    avg_transaction: Decimal
    first_transaction: date
    last_transaction: date
    months_active: int
    avg_days_between: Decimal | None
    is_recurring: bool


class Merchants(ApiView):
    @operation(
        "analytics_merchants",
        tag=ANALYTICS,
        summary="What was spent with each merchant, the largest first",
        description="A refund counts with a negative amount. `is_recurring`: paid in nearly every month,"
        " and seldom twice.",
        query=MerchantQuery,
        answers={200: ListOf[MerchantOut]},
        examples={200: examples.MERCHANTS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, MerchantQuery)
        found = list_merchants(ensure_fresh(self.user), query.min_transactions, part_of(query))
        return answer(listed(found, query, lambda row: _merchant(row, self.user.base_currency)))


def _merchant(row: Merchant, currency: str) -> MerchantOut:
    visits = row.visits
    return MerchantOut(
        merchant=row.name,
        category=row.category,
        subcategory=row.subcategory,
        total_spent=wire(row.total, currency),
        transaction_count=visits.purchases,
        avg_transaction=wire(row.total / visits.purchases, currency),
        first_transaction=visits.first,
        last_transaction=visits.last,
        months_active=visits.months_active,
        avg_days_between=days_between(visits),
        is_recurring=is_monthly(visits),
    )


routes = [
    re_path(r"^analytics/v2/merchant-intelligence/?$", Merchants.as_view(), name="merchant-intelligence")
]
