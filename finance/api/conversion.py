"""api.md §4: what an amount or a transaction is worth in another currency."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import re_path
from msgspec import field
from rest_framework.request import Request

from config.drf.operations import operation
from config.drf.structs import Body, read_body
from config.drf.values import Amount, CurrencyCode, Day, Identifier
from config.drf.views import ApiView, answer
from config.lib import clock
from config.lib.errors import Invalid, Missing
from finance.models import Transaction
from finance.selectors.conversion import ConversionOut, convert_amount


class ConvertIn(Body, kw_only=True):
    """Either a transaction, into the owner's base currency, or an amount with `from` and `to`."""

    transaction_id: Identifier | None = None
    amount: Amount | None = None
    source: CurrencyCode | None = field(name="from", default=None)
    target: CurrencyCode | None = field(name="to", default=None)
    date: Day | None = None


class ConvertView(ApiView):
    @operation(
        "transactions_convert",
        tag="Transactions",
        summary="Convert a transaction into the base currency, or an amount between two currencies",
        body=ConvertIn,
        answers={200: ConversionOut},
        errors=(404,),
    )
    def post(self, request: Request) -> HttpResponse:
        return answer(convert_amount(**self._wanted(read_body(request, ConvertIn))))

    def _wanted(self, body: ConvertIn) -> dict[str, Any]:
        if body.transaction_id is not None:
            row = Transaction.objects.for_user(self.user).live().filter(pk=body.transaction_id).first()
            if row is None:
                raise Missing
            target = body.target or self.user.base_currency
            return {"amount": row.amount, "source": row.currency, "target": target, "day": row.date}
        missing = [
            name
            for name, value in (("amount", body.amount), ("from", body.source), ("to", body.target))
            if value is None
        ]
        if missing:
            raise Invalid(errors={name: ["Required, unless transaction_id is given"] for name in missing})
        day = body.date or clock.today(self.user.time_zone)
        return {"amount": body.amount, "source": body.source, "target": body.target, "day": day}


routes = [re_path(r"^transactions/convert/?$", ConvertView.as_view(), name="transactions-convert")]
