"""What became of each sync."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from providers.admin.desk import BankDesk
from providers.models import SyncRun
from providers.services.on_demand import sync_connections


@admin.register(SyncRun)
class SyncRunAdmin(BankDesk):
    list_display = (
        "id", "user", "connection", "trigger", "status", "started_at", "finished_at", "fetched", "inserted",
        "updated", "removed", "duplicates", "rejected", "error_class", "error",
    )  # fmt: skip
    list_filter = ("status", "trigger", "connection__provider_id", "error_class")
    list_select_related = ("user", "connection")
    search_fields = ("user__email", "connection__institution")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    actions = ("retry",)

    @admin.action(description="Sync the banks of the failed ones again", permissions=("operate",))
    def retry(self, request: HttpRequest, queryset: QuerySet[SyncRun]) -> None:
        def act(row: Any) -> None:
            sync_connections(user=row.user, connection_id=row.connection_id)

        failed = queryset.filter(status=SyncRun.Status.FAILED).select_related("user", "connection")
        self.each(request, failed, act, done="Retry asked for")
