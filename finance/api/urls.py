"""Where finance answers; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from finance.api import account_classifications, accounts, calculations, categories, meta, transaction_lists

table: list[URLPattern | URLResolver] = [
    *account_classifications.routes,
    *accounts.routes,
    *calculations.routes,
    *categories.routes,
    *meta.routes,
    *upload.routes,
    *import_csv.routes,
    *imports.routes,
    *transactions.routes,
    *transaction_lists.routes,
    *transaction_bulk.routes,
    *duplicates.routes,
    *transaction_item.routes,
    *transaction_lists.routes,
]
