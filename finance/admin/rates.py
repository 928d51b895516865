"""Exchange rates that conversions use."""

from __future__ import annotations

from django.contrib import admin

from config.lib.admin import ReadOnlyAdmin
from finance.models import ExchangeRate


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ReadOnlyAdmin):
    list_display = ("date", "base", "quote", "rate", "source", "updated_at")
    list_filter = ("source", "quote")
    date_hierarchy = "date"
    ordering = ("-date", "quote")
