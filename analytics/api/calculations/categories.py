"""Income or expenses by category, and the names of all categories."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, Meta, UnsetType
from rest_framework.request import Request

from accounts.models import User
from analytics.api import examples
from analytics.api.fieldtypes import FlowKind
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS, CALCULATIONS
from analytics.selectors.breakdown import category_breakdown
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, Query, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from finance.selectors.breakdown import Breakdown
from finance.selectors.category_tree import category_names


class CategoryShareQuery(SpanQuery):
    transaction_type: FlowKind = "Expense"


class TopCategoryQuery(CategoryShareQuery):
    limit: Annotated[int, Meta(ge=1, le=100)] = 10


class CategoryShareOut(Answer):
    category: str
    category_id: int | None
    amount: Decimal
    percentage: Decimal
    transaction_count: int


class BreakdownOut(Answer):
    categories: list[CategoryShareOut]
    total: Decimal
    unconverted: int | UnsetType = UNSET


class TopCategoryOut(Answer):
    category: str
    category_id: int | None
    amount: Decimal
    percentage: Decimal
    count: int


class CategoryNamesOut(Answer):
    income: dict[str, list[str]]
    expense: dict[str, list[str]]


class CategoryBreakdown(ApiView):
    @operation(
        "calculations_category_breakdown",
        tag=CALCULATIONS,
        summary="Income or expenses by category",
        query=CategoryShareQuery,
        answers={200: BreakdownOut},
        examples={200: examples.BREAKDOWN},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        return answer(breakdown_out(request, self.user))


class AnalyticsCategories(ApiView):
    @operation(
        "analytics_categories",
        tag=ANALYTICS,
        summary="Income or expenses by category",
        query=CategoryShareQuery,
        answers={200: BreakdownOut},
        examples={200: examples.BREAKDOWN},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        return answer(breakdown_out(request, self.user))


class TopCategories(ApiView):
    @operation(
        "calculations_top_categories",
        tag=CALCULATIONS,
        summary="The largest categories",
        query=TopCategoryQuery,
        answers={200: list[TopCategoryOut]},
        examples={200: examples.TOP_CATEGORIES},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, TopCategoryQuery)
        span = span_of(query, self.user)
        found = category_breakdown(ensure_fresh(self.user), query.transaction_type, span)
        return answer(
            [
                TopCategoryOut(
                    category=total.category,
                    category_id=total.category_id,
                    amount=wire(total.amount, self.user.base_currency),
                    percentage=share,
                    count=total.transactions,
                )
                for total, share in found.categories[: query.limit]
            ]
        )


class CategoryMaster(ApiView):
    @operation(
        "calculations_category_names",
        tag=CALCULATIONS,
        summary="Names of all categories and subcategories",
        query=Query,
        answers={200: CategoryNamesOut},
        examples={200: examples.CATEGORY_NAMES},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        read_query(request, Query)
        names = category_names(user=self.user)
        return answer(CategoryNamesOut(income=names["Income"], expense=names["Expense"]))


def breakdown_out(request: Request, user: User) -> BreakdownOut:
    query = read_query(request, CategoryShareQuery)
    found = category_breakdown(ensure_fresh(user), query.transaction_type, span_of(query, user))
    return BreakdownOut(
        categories=shares_of(found, user.base_currency),
        total=wire(found.total, user.base_currency),
        unconverted=found.unconverted or UNSET,
    )


def shares_of(found: Breakdown, currency: str) -> list[CategoryShareOut]:
    return [
        CategoryShareOut(
            category=total.category,
            category_id=total.category_id,
            amount=wire(total.amount, currency),
            percentage=share,
            transaction_count=total.transactions,
        )
        for total, share in found.categories
    ]


routes = [
    re_path(
        r"^calculations/category-breakdown/?$", CategoryBreakdown.as_view(), name="calculation-breakdown"
    ),
    re_path(r"^calculations/top-categories/?$", TopCategories.as_view(), name="calculation-top-categories"),
    re_path(r"^calculations/categories/master/?$", CategoryMaster.as_view(), name="calculation-master"),
    re_path(r"^analytics/categories/?$", AnalyticsCategories.as_view(), name="analytics-categories"),
]
