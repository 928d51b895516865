"""What people did. Nobody edits it."""

from __future__ import annotations

from django.contrib import admin

from accounts.models import AuditEvent
from config.lib.admin import ReadOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "result", "user", "ip", "detail")
    list_filter = ("result", "kind")
    list_select_related = ("user",)
    search_fields = ("user__email", "ip", "kind")
    date_hierarchy = "at"
    ordering = ("-at",)
