"""Where finance answers; each noun brings its own routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from finance.api import (
    account_classifications,
    accounts,
    categories,
    conversion,
    duplicates,
    import_csv,
    imports,
    meta,
    transaction_bulk,
    transaction_item,
    transaction_lists,
    transactions,
    transfer_proposals,
    upload,
)

table: list[URLPattern | URLResolver] = [
    *account_classifications.routes,
    *accounts.routes,
    *categories.routes,
    *conversion.routes,
    *duplicates.routes,
    *import_csv.routes,
    *imports.routes,
    *meta.routes,
    *transaction_lists.routes,
    *transaction_bulk.routes,
    *transaction_item.routes,
    *transactions.routes,
    *transfer_proposals.routes,
    *upload.routes,
]
