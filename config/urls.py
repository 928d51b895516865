"""One table of API paths, mounted where the seeds expect it.

`/api/` is the canonical prefix and the only one without a namespace, so `reverse()` names it. The table at
the root comes last: a word of ours goes before an id or a name of somebody else's.
"""

from __future__ import annotations

import re

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from accounts.api.urls import table as accounts_table
from accounts.pages.sign_in import pages as sign_in_pages
from analytics.api.urls import table as analytics_table
from config.service.urls import pages
from config.service.urls import table as service_table
from finance.api.urls import table as finance_table
from preferences.api.urls import table as preferences_table
from providers.api.urls import table as providers_table
from providers.mockbank.urls import urlpatterns as mock_banks
from providers.pages.banks import pages as bank_pages

# Another server's paths for these two; the words behind them are the table's own.
FINANCE_ALIAS = re.compile(r"\^?(categories|transactions)\b")

table: list[URLPattern | URLResolver] = [
    *service_table,
    *accounts_table,
    *preferences_table,
    *finance_table,
    *analytics_table,
    *providers_table,
]
finance_alias = [entry for entry in table if FINANCE_ALIAS.match(str(entry.pattern))]

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
    *pages,
    *mock_banks,
    *sign_in_pages,
    *bank_pages,
    path("api/finance/", include((finance_alias, "finance"))),
    path("api/", include(table)),
    path("v1/", include((table, "v1"))),
    path("", include((table, "root"))),
]

handler400 = "config.drf.errors.bad_request"
handler403 = "config.drf.errors.permission_denied"
handler404 = "config.drf.errors.not_found"
handler500 = "config.drf.errors.server_error"
