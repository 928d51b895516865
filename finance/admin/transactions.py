"""The rows of ledgers and what became of them. Only services write them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from config.lib.admin import ReadOnlyAdmin
from finance.models import DuplicateCandidate, Split, Transaction, TransactionChange


class SplitInline(admin.TabularInline):
    model = Split
    extra = 0
    can_delete = False
    fields = readonly_fields = ("position", "amount", "base_amount", "category", "note")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Transaction)
class TransactionAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "user",
        "date",
        "type",
        "amount",
        "currency",
        "account",
        "category",
        "status",
        "deletion",
    )
    list_filter = ("type", "status", "deletion", "source__kind", "needs_review")
    list_select_related = ("user", "account", "category")
    search_fields = ("user__email", "note", "merchant", "account__name")
    exclude = ("fingerprint", "search_text")
    inlines = (SplitInline,)
    ordering = ("-id",)
    show_full_result_count = False  # a second count of a table of millions


@admin.register(TransactionChange)
class TransactionChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "transaction_id", "field", "before", "after", "origin", "reason", "at")
    list_filter = ("origin", "field")
    list_select_related = ("user",)
    search_fields = ("user__email", "=transaction__id")
    raw_id_fields = ("transaction", "import_batch")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(DuplicateCandidate)
class DuplicateCandidateAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "transaction_id", "other_id", "score", "reason", "decision", "decided_at")
    list_filter = ("decision",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    ordering = ("-id",)
