"""Who has linked which bank, and how it goes; states of visits, and tokens that are yet to be revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from config.lib.admin import ReadOnlyAdmin
from providers.admin.desk import MASK, BankDesk
from providers.models import Connection, LinkState, Revocation
from providers.services.disconnect import disconnect
from providers.services.on_demand import sync_connections


@admin.register(Connection)
class ConnectionAdmin(BankDesk):
    list_display = (
        "id", "user", "provider_id", "institution", "status", "last_synced_at", "next_sync_at", "failures",
        "last_error",
    )  # fmt: skip
    list_filter = ("provider_id", "status")
    list_select_related = ("user",)
    search_fields = ("user__email", "institution", "item_id")
    ordering = ("-id",)
    exclude = ("access_token", "refresh_token", "cursor")
    readonly_fields = ("tokens",)
    actions = ("sync_now", "disconnect")

    @admin.display
    def tokens(self, row: Connection) -> str:
        return MASK if row.access_token else "none"

    @admin.action(description="Sync now", permissions=("operate",))
    def sync_now(self, request: HttpRequest, queryset: QuerySet[Connection]) -> None:
        def act(row: Any) -> None:
            sync_connections(user=row.user, connection_id=row.pk)

        self.each(request, queryset.select_related("user"), act, done="Sync asked for")

    @admin.action(description="Disconnect; the history stays", permissions=("operate",))
    def disconnect(self, request: HttpRequest, queryset: QuerySet[Connection]) -> None:
        def act(row: Any) -> None:
            disconnect(user=row.user, connection_id=row.pk, request=request)

        self.each(request, queryset.select_related("user"), act, done="Disconnected")


@admin.register(LinkState)
class LinkStateAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "provider_id", "connection", "created_at", "expires_at", "used_at")
    list_filter = ("provider_id",)
    list_select_related = ("user", "connection")
    search_fields = ("user__email",)
    ordering = ("-id",)
    exclude = ("state_hash",)


@admin.register(Revocation)
class RevocationAdmin(ReadOnlyAdmin):
    list_display = ("id", "provider_id", "created_at")
    list_filter = ("provider_id",)
    ordering = ("-created_at",)
    exclude = ("access_token",)
