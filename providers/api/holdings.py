"""api.md §3: securities, as the broker last told them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from config.drf.operations import operation
from config.drf.structs import Answer, Query, read_query
from config.drf.values import Identifier
from config.drf.views import ApiView, answer
from config.lib.money import wire
from finance.models import Holding
from finance.selectors.holdings import holdings_of

TAG = "Banks"


class SecurityOut(Answer):
    name: str
    ticker_symbol: str | None
    isin: str | None
    type: str
    close_price: Decimal | None
    close_price_date: date | None
    currency: str


class HoldingOut(Answer):
    id: int
    account_id: int
    security: SecurityOut
    quantity: Decimal
    institution_price: Decimal | None
    institution_value: Decimal | None
    cost_basis: Decimal | None
    as_of: date


class HoldingsQuery(Query):
    account_id: Identifier | None = None


class HoldingsView(ApiView):
    @operation(
        "holdings_list",
        tag=TAG,
        summary="What you own at brokers",
        description="`institution_value` and `cost_basis` are of the whole holding, prices of one unit.",
        query=HoldingsQuery,
        answers={200: list[HoldingOut]},
    )
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, HoldingsQuery)
        rows = holdings_of(self.user)
        if query.account_id is not None:
            rows = rows.filter(account_id=query.account_id)
        return answer([present(row) for row in rows])


def present(row: Holding) -> HoldingOut:
    return HoldingOut(
        id=row.pk,
        account_id=row.account_id,
        security=SecurityOut(
            name=row.name,
            ticker_symbol=row.ticker or None,
            isin=row.isin or None,
            type=row.type,
            close_price=plain(row.close_price),
            close_price_date=row.close_price_date,
            currency=row.currency,
        ),
        quantity=plain(row.quantity) or Decimal(0),
        institution_price=plain(row.price),
        institution_value=money(row.value, row.currency),
        cost_basis=money(row.cost_basis, row.currency),
        as_of=row.as_of,
    )


def plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that the column pads it with, and never as 1E+2."""
    return None if number is None else Decimal(f"{number.normalize():f}")


def money(amount: Decimal | None, currency: str) -> Decimal | None:
    return None if amount is None else wire(amount, currency)


routes = [re_path(r"^holdings/?$", HoldingsView.as_view(), name="holdings")]
