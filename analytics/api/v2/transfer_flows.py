"""Transfers from account to account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import field
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, listed, part_of
from analytics.services.freshness import ensure_fresh
from analytics.sql.transfer_flows import Flow, flow_summary, list_flows
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Slice
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class TransferFlowOut(Answer):
    giver: str = field(name="from")
    to: str | None
    total: Decimal
    count: int
    avg: Decimal
    last_date: date
    last_amount: Decimal
    from_type: str
    to_type: str | None


class TransferSummaryOut(Answer):
    total_flow: Decimal
    unique_accounts: int


class TransferFlowsOut(ListOf[TransferFlowOut], kw_only=True):
    summary: TransferSummaryOut


class TransferFlows(ApiView):
    @operation(
        "analytics_transfer_flows",
        tag=ANALYTICS,
        summary="Transfers from account to account, the largest first",
        query=Slice,
        answers={200: TransferFlowsOut},
        examples={200: examples.TRANSFER_FLOWS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, Slice)
        fresh, currency = ensure_fresh(self.user), self.user.base_currency
        body = listed(list_flows(fresh, part_of(query)), query, lambda flow: _flow(flow, currency))
        whole = flow_summary(fresh)
        summary = TransferSummaryOut(total_flow=wire(whole.total, currency), unique_accounts=whole.accounts)
        return answer(body | {"summary": summary})


def _flow(flow: Flow, currency: str) -> TransferFlowOut:
    return TransferFlowOut(
        giver=flow.from_name,
        to=flow.to_name,
        total=wire(flow.total, currency),
        count=flow.transfers,
        avg=wire(flow.total / flow.transfers, currency),
        last_date=flow.last_date,
        last_amount=wire(flow.last_amount, currency),
        from_type=flow.from_type,
        to_type=flow.to_type,
    )


routes = [re_path(r"^analytics/v2/transfer-flows/?$", TransferFlows.as_view(), name="transfer-flows")]
