"""One table of API paths, mounted where the seeds expect it.

`/api/` is the canonical prefix and the only one without a namespace, so `reverse()` names it. The table at
the root comes last: a word of ours goes before an id or a name of somebody else's.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from config.service import urls as service

Table = list[URLPattern | URLResolver]

APPS = ("accounts", "finance")
FINANCE_ALIAS = re.compile(
    r"\^?(categories|transactions)\b"
)  # the paths of the seed that mounts /api/finance/


def table_of(app: str) -> Table:
    module = f"{app}.api.urls"
    if find_spec(f"{app}.api") is None or find_spec(module) is None:
        return []
    return list(import_module(module).table)


table: Table = [*service.table]
for app in APPS:
    table += table_of(app)
finance_alias: Table = [entry for entry in table if FINANCE_ALIAS.match(str(entry.pattern))]

urlpatterns: Table = [
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
    *service.pages,
    path("api/finance/", include((finance_alias, "finance"))),
    path("api/", include(table)),
    path("v1/", include((table, "v1"))),
    path("", include((table, "root"))),
]

handler400 = "config.drf.errors.bad_request"
handler403 = "config.drf.errors.permission_denied"
handler404 = "config.drf.errors.not_found"
handler500 = "config.drf.errors.server_error"
