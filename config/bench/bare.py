"""The floor of T8 as a server: one page of the database's first user by `.values()`, and nothing else."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path

from finance.models import Transaction

FIELDS = (
    "id", "date", "amount", "currency", "type", "category__name", "category__parent__name", "account__name",
    "account_id", "category_id", "to_account__name", "note", "merchant", "status", "is_anomaly",
    "is_recurring", "source__kind", "import_batch__file_name", "created_at", "updated_at",
)  # fmt: skip
_encode = msgspec.json.Encoder(decimal_format="number").encode


def page(_request: HttpRequest) -> HttpResponse:
    rows = Transaction.objects.filter(user_id=1, deletion="").order_by("-date", "-id").values(*FIELDS)[:100]
    return HttpResponse(_encode(list(rows)), content_type="application/json")


urlpatterns = [path("", page)]
