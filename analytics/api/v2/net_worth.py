"""Net worth after each day that moved an account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import DaysQuery, ListOf, listed, part_of
from analytics.domain.worth_sheet import Sheet
from analytics.selectors.worth_snapshots import Current, Snapshot, worth_history
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class AssetsOut(Answer):
    cash_and_bank: Decimal
    investments: Decimal
    mutual_funds: Decimal
    stocks: Decimal
    fixed_deposits: Decimal
    ppf_epf: Decimal
    other: Decimal
    total: Decimal


class LiabilitiesOut(Answer):
    credit_cards: Decimal
    loans: Decimal
    other: Decimal
    total: Decimal


class WorthSnapshotOut(Answer):
    date: date
    assets: AssetsOut
    liabilities: LiabilitiesOut
    net_worth: Decimal
    change: Decimal
    change_pct: Decimal | None
    unconverted: list[str] | UnsetType = UNSET


class CurrentWorthOut(Answer):
    net_worth: Decimal
    total_assets: Decimal
    total_liabilities: Decimal
    as_of: date
    unconverted: list[str] | UnsetType = UNSET


class WorthHistoryOut(ListOf[WorthSnapshotOut], kw_only=True):
    current: CurrentWorthOut


class NetWorth(ApiView):
    @operation(
        "analytics_net_worth",
        tag=ANALYTICS,
        summary="What there is and what is owed after each day with a change, latest first",
        description="Each day at its own exchange rates; `current` is today at today's. `unconverted` names"
        " currencies without a rate, which are in no number.",
        query=DaysQuery,
        answers={200: WorthHistoryOut},
        examples={200: examples.NET_WORTH},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, DaysQuery)
        history = worth_history(ensure_fresh(self.user), query.span, part_of(query))
        currency = self.user.base_currency
        body = listed(history.snapshots, query, lambda snapshot: _snapshot(snapshot, currency))
        return answer(body | {"current": _current(history.current, currency)})


def _snapshot(snapshot: Snapshot, currency: str) -> WorthSnapshotOut:
    sheet = snapshot.sheet
    return WorthSnapshotOut(
        date=snapshot.date,
        assets=_assets(sheet, currency),
        liabilities=_liabilities(sheet, currency),
        net_worth=wire(sheet.net_worth, currency),
        change=wire(snapshot.change, currency),
        change_pct=snapshot.change_pct,
        unconverted=_unconverted(sheet),
    )


def _assets(sheet: Sheet, currency: str) -> AssetsOut:
    kinds = {kind: wire(amount, currency) for kind, amount in sheet.assets.items()}
    return AssetsOut(**kinds, total=wire(sheet.total_assets, currency))


def _liabilities(sheet: Sheet, currency: str) -> LiabilitiesOut:
    kinds = {kind: wire(amount, currency) for kind, amount in sheet.liabilities.items()}
    return LiabilitiesOut(**kinds, total=wire(sheet.total_liabilities, currency))


def _current(current: Current, currency: str) -> CurrentWorthOut:
    sheet = current.sheet
    return CurrentWorthOut(
        net_worth=wire(sheet.net_worth, currency),
        total_assets=wire(sheet.total_assets, currency),
        total_liabilities=wire(sheet.total_liabilities, currency),
        as_of=current.date,
        unconverted=_unconverted(sheet),
    )


def _unconverted(sheet: Sheet) -> list[str] | UnsetType:
    return list(sheet.unconverted) or UNSET


routes = [re_path(r"^analytics/v2/net-worth/?$", NetWorth.as_view(), name="net-worth-history")]
