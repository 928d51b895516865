"""What people were told, and where it is posted to. Messages on their way are in the outbox."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from preferences.models import Notification, Webhook


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "kind", "title", "created_at", "read_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__email", "title", "key")
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "url", "kinds", "delivered_at", "last_error")
    list_select_related = ("user",)
    search_fields = ("user__email", "url")
    ordering = ("-id",)
    exclude = ("secret",)
    readonly_fields = ("masked_secret",)

    @admin.display(description="secret")
    def masked_secret(self, _row: Webhook) -> str:
        return "••••••••"
