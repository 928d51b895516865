"""What accounts hold, now and day by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api import examples
from analytics.api.spans import span_of
from analytics.api.tags import CALCULATIONS
from analytics.selectors.worth import balances_at, daily_worth
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib import clock
from config.lib.money import wire
from finance.selectors.account_worth import AccountBalance
from finance.selectors.daily_worth import DayOfWorth


class AccountBalanceOut(Answer):
    name: str
    account_id: int
    balance: Decimal
    currency: str
    change: Decimal | UnsetType = UNSET


class AccountBalancesOut(Answer):
    accounts: list[AccountBalanceOut]
    total_balance: Decimal
    unconverted: int | UnsetType = UNSET


class DailyWorthOut(Answer):
    date: date
    income: Decimal
    expenses: Decimal
    net: Decimal
    net_worth: Decimal


class DailyWorthsOut(Answer):
    days: list[DailyWorthOut]
    unconverted: int | UnsetType = UNSET


class AccountBalances(ApiView):
    @operation(
        "calculations_account_balances",
        tag=CALCULATIONS,
        summary="The balance of each account at the end of a day",
        query=SpanQuery,
        answers={200: AccountBalancesOut},
        examples={200: examples.BALANCES},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        as_of = span.end or clock.today(self.user.time_zone)
        found = balances_at(ensure_fresh(self.user), as_of, since=span.start)
        missing = sum(item.account.currency in found.total.unconverted for item in found.accounts)
        return answer(
            AccountBalancesOut(
                accounts=[_balance(item) for item in found.accounts],
                total_balance=wire(found.total.amount, self.user.base_currency),
                unconverted=missing or UNSET,
            )
        )


class DailyNetWorth(ApiView):
    @operation(
        "calculations_daily_net_worth",
        tag=CALCULATIONS,
        summary="Net worth at the end of each day that moved it",
        query=SpanQuery,
        answers={200: DailyWorthsOut},
        examples={200: examples.NET_WORTH},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        span = span_of(read_query(request, SpanQuery), self.user)
        days = daily_worth(ensure_fresh(self.user), span)
        missing = sum(day.flow.unconverted for day in days)
        shown = [_day(day, self.user.base_currency) for day in days]
        return answer(DailyWorthsOut(days=shown, unconverted=missing or UNSET))


def _balance(item: AccountBalance) -> AccountBalanceOut:
    account = item.account
    return AccountBalanceOut(
        name=account.name,
        account_id=account.pk,
        balance=wire(item.balance, account.currency),
        currency=account.currency,
        change=UNSET if item.change is None else wire(item.change, account.currency),
    )


def _day(day: DayOfWorth, currency: str) -> DailyWorthOut:
    return DailyWorthOut(
        date=day.date,
        income=wire(day.flow.income, currency),
        expenses=wire(day.flow.expenses, currency),
        net=wire(day.flow.net, currency),
        net_worth=wire(day.worth.amount, currency),
    )


routes = [
    re_path(r"^calculations/account-balances/?$", AccountBalances.as_view(), name="calculation-balances"),
    re_path(r"^calculations/daily-net-worth/?$", DailyNetWorth.as_view(), name="calculation-net-worth"),
]
