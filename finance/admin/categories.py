"""Into which categories people sort their rows. Nobody edits them here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from config.lib.admin import ReadOnlyAdmin
from finance.models import Category


class LevelFilter(admin.SimpleListFilter):
    title = "level"
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("top", "Top categories"), ("sub", "Subcategories")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> QuerySet[Category]:
        return queryset.filter(parent__isnull=self.value() == "top") if self.value() else queryset


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "name", "parent", "kind", "bucket", "color", "created_at")
    list_filter = (LevelFilter, "kind", "bucket")
    list_select_related = ("user", "parent")
    search_fields = ("user__email", "name", "parent__name")
    ordering = ("-id",)
