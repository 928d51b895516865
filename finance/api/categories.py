"""api.md §5: categories."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from msgspec import UNSET, Meta, UnsetType
from rest_framework.request import Request

from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.routers import OptionalSlash
from config.drf.structs import Answer, Body, Query, read_query
from config.drf.values import Identifier, Name, path_id
from config.drf.views import OwnedViewSet, answer
from finance.api.changes import given
from finance.api.texts import Color, Icon, Keyword
from finance.models import Category
from finance.selectors.categories import TREE_ORDER, categories_of
from finance.services.categories import create_category, update_category
from finance.services.category_deletion import delete_category

Kind = Literal["Income", "Expense"]
Bucket = Literal["needs", "wants", "savings", "investment"]


class CategoryPatch(Body):
    name: Name | UnsetType = UNSET
    parent_id: Identifier | UnsetType | None = UNSET
    kind: Kind | UnsetType = UNSET
    color: Color | UnsetType = UNSET
    icon: Icon | UnsetType = UNSET
    bucket: Bucket | UnsetType = UNSET
    keywords: Annotated[list[Keyword], Meta(max_length=100)] | UnsetType = UNSET


class CategoryIn(CategoryPatch):
    name: Name


class CategoryOut(Answer):
    id: int
    name: str
    parent_id: int | None
    kind: Kind
    color: str
    icon: str
    bucket: Bucket
    keywords: list[str]
    created_at: datetime


class DeleteQuery(Query):
    reassign_to: Identifier | None = None


class CategoryViewSet(OwnedViewSet):
    noun, tag = "categories", "Categories"
    body_in, body_patch, answer_out = CategoryIn, CategoryPatch, CategoryOut
    order = TREE_ORDER
    list = conditional(OwnedViewSet.list)
    retrieve = conditional(OwnedViewSet.retrieve)

    def get_queryset(self) -> QuerySet[Category]:
        return categories_of(self.user)

    def perform_create(self, data: CategoryIn) -> Category:
        return create_category(self.user, **given(data))

    def perform_update(self, obj: Category, data: CategoryPatch) -> Category:
        return update_category(self.user, obj.pk, **given(data))

    @operation(
        "categories_delete",
        tag=tag,
        summary="Delete a category, moving what uses it",
        query=DeleteQuery,
        answers={204: None},
        errors=(404, 409),
    )
    def destroy(self, request: Request, pk: str) -> HttpResponse:
        query = read_query(request, DeleteQuery)
        delete_category(self.user, path_id(pk), reassign_to=query.reassign_to)
        return answer(None)

    def present(self, obj: Any) -> CategoryOut:
        return CategoryOut(
            id=obj.pk,
            name=obj.name,
            parent_id=obj.parent_id,
            kind=obj.kind,
            color=obj.color,
            icon=obj.icon,
            bucket=obj.bucket,
            keywords=obj.keywords,
            created_at=obj.created_at,
        )


router = OptionalSlash()
router.register("categories", CategoryViewSet, basename="category")
routes = router.urls
