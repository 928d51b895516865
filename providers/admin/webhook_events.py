"""What banks told by themselves."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from providers.models import WebhookEvent


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnlyAdmin):
    list_display = (
        "id", "user", "provider_id", "item_id", "kind", "code", "deliveries", "received_at", "handled_at",
    )  # fmt: skip
    list_filter = ("provider_id", "kind", "code")
    list_select_related = ("user",)
    search_fields = ("user__email", "item_id", "body_hash")
    ordering = ("-id",)
