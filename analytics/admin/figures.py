"""The tables of figures, each row as it was counted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from analytics.models import (
    AccountDay,
    CategoryMonth,
    DailySummary,
    Fact,
    FlowMonth,
    MerchantMonth,
    MonthlySummary,
)
from analytics.services.refresh import refresh_all
from config.lib.admin import ReadOnlyAdmin
from config.lib.errors import Refused


class FactAdmin(ReadOnlyAdmin):
    list_filter: ClassVar[Any] = ("period",)
    list_select_related: ClassVar[Any] = ("user",)
    search_fields: ClassVar[Any] = ("user__email",)
    show_full_result_count = False
    actions = ("refresh",)
    ordering = ("-id",)

    @admin.action(description="Refresh the figures of this user", permissions=("operate",))
    def refresh(self, request: HttpRequest, queryset: QuerySet[Fact]) -> None:
        for user in User.objects.filter(pk__in=queryset.order_by().values("user")).order_by("pk"):
            try:
                rows = sum(refresh_all(user).values())
            except Refused as problem:
                self.message_user(request, f"Figures of {user.email}: {problem.error}.", messages.ERROR)
            else:
                self.log_change(request, user, "Figures refreshed")
                self.message_user(request, f"{rows:,} figures of {user.email} counted.", messages.SUCCESS)


@admin.register(DailySummary)
class DailySummaryAdmin(FactAdmin):
    list_display = ("date", "user", "income", "expense", "transfer_count", "top_category")
    list_select_related = ("user", "top_category")
    date_hierarchy = "date"


@admin.register(MonthlySummary)
class MonthlySummaryAdmin(FactAdmin):
    list_display = ("period", "user", "total_income", "total_expense", "savings", "updated_at")
    list_filter = ("year",)


@admin.register(CategoryMonth)
class CategoryMonthAdmin(FactAdmin):
    list_display = ("period", "user", "category", "kind", "total", "count")
    list_filter = ("kind", "period")
    list_select_related = ("user", "category")


@admin.register(MerchantMonth)
class MerchantMonthAdmin(FactAdmin):
    list_display = ("period", "user", "payee", "category", "total", "count")
    list_select_related = ("user", "category")
    search_fields = ("user__email", "payee")


@admin.register(FlowMonth)
class FlowMonthAdmin(FactAdmin):
    list_display = ("period", "user", "from_account", "to_account", "total", "count")
    list_select_related = ("user", "from_account", "to_account")


@admin.register(AccountDay)
class AccountDayAdmin(FactAdmin):
    list_display = ("date", "user", "account", "moved", "count")
    list_select_related = ("user", "account")
    date_hierarchy = "date"
