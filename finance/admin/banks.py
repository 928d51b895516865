"""What banks say that people hold, and the transfers that were proposed. Nobody edits them here."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from finance.models import BalanceSnapshot, Holding, TransferProposal


@admin.register(Holding)
class HoldingAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "account", "name", "ticker", "quantity", "value", "currency", "as_of")
    list_filter = ("type", "currency")
    list_select_related = ("user", "account")
    search_fields = ("user__email", "name", "ticker", "isin")
    ordering = ("-id",)


@admin.register(BalanceSnapshot)
class BalanceSnapshotAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "account", "date", "balance", "available")
    list_select_related = ("user", "account")
    search_fields = ("user__email", "account__name")
    date_hierarchy = "date"
    ordering = ("-id",)


@admin.register(TransferProposal)
class TransferProposalAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "outgoing_id", "incoming_id", "reason", "decision", "decided_at")
    list_filter = ("decision",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    ordering = ("-id",)
