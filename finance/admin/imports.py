"""What came in, from where, and taking it back."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from config.lib.admin import ReadOnlyAdmin
from config.lib.errors import Refused
from finance.models import ImportBatch, ImportPreset, Source
from finance.services.undo import undo_import


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = (
        "id", "user", "file_name", "format", "source", "inserted", "updated", "deleted", "unchanged",
        "created_at", "undone_at",
    )  # fmt: skip
    list_filter = ("format", "source__kind", "is_complete", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "source")
    search_fields = ("user__email", "file_name", "file_hash")
    exclude = ("seen",)
    actions = ("undo",)
    ordering = ("-id",)

    @admin.action(description="Undo the import (refused where it would lose edits)", permissions=("operate",))
    def undo(self, request: HttpRequest, queryset: QuerySet[ImportBatch]) -> None:
        """Newest first: a later import may build on an earlier one."""
        for batch in queryset.select_related("user").order_by("-id"):
            try:
                undo_import(user=batch.user, batch_id=batch.pk, actor=cast("User", request.user))
            except Refused as problem:
                self.message_user(request, f"Import {batch.pk}: {problem.error}.", messages.ERROR)
            else:
                self.log_change(request, batch, "Undone")
                self.message_user(request, f"Import {batch.pk} undone.", messages.SUCCESS)


@admin.register(ImportPreset)
class ImportPresetAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "name", "account_name", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "name")
    ordering = ("-id",)


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "kind", "name")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__email", "name")
    ordering = ("-id",)
