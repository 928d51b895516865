"""What accounts people have. Nobody edits them here."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from finance.models import Account


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "user",
        "name",
        "type",
        "type_source",
        "currency",
        "provider_id",
        "is_active",
        "updated_at",
    )
    list_filter = ("type", "type_source", "is_active", "currency")
    list_select_related = ("user",)
    search_fields = ("user__email", "name", "official_name")
    date_hierarchy = "created_at"
    ordering = ("-id",)
