"""Income or expenses by category, and the names of all categories."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, Meta, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.fieldtypes import FlowKind
from analytics.api.spans import span_of
from analytics.api.tags import CALCULATIONS
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, Query, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from finance.selectors.breakdown import category_breakdown
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
        query = read_query(request, CategoryShareQuery)
        span = span_of(query, self.user)
        found = category_breakdown(user=self.user, kind=query.transaction_type, span=span)
        currency = self.user.base_currency
        categories = [
            CategoryShareOut(
                category=total.category,
                category_id=total.category_id,
                amount=wire(total.amount, currency),
                percentage=share,
                transaction_count=total.transactions,
            )
            for total, share in found.categories
        ]
        total = wire(found.total, currency)
        return answer(
            BreakdownOut(categories=categories, total=total, unconverted=found.unconverted or UNSET)
        )


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
        found = category_breakdown(user=self.user, kind=query.transaction_type, span=span)
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


routes = [
    re_path(
        r"^calculations/category-breakdown/?$", CategoryBreakdown.as_view(), name="calculation-breakdown"
    ),
    re_path(r"^calculations/top-categories/?$", TopCategories.as_view(), name="calculation-top-categories"),
    re_path(r"^calculations/categories/master/?$", CategoryMaster.as_view(), name="calculation-master"),
]
