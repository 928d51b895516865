"""Months with their kinds of income, expenses and transfers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, MonthsQuery, listed, part_of
from analytics.selectors.months import MonthInView, months_in_view
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire
from config.lib.periods import period_label


class MonthIncomeOut(Answer):
    total: Decimal
    salary: Decimal
    investment: Decimal
    other: Decimal
    count: int
    change_pct: Decimal | None


class MonthExpensesOut(Answer):
    total: Decimal
    essential: Decimal
    discretionary: Decimal
    count: int
    change_pct: Decimal | None


class MonthTransfersOut(Answer, rename={"into": "in"}):
    out: Decimal
    into: Decimal
    net_investment: Decimal
    count: int


class SavingsOut(Answer):
    net: Decimal
    rate: Decimal


class SummaryOfMonthOut(Answer):
    period: str
    year: int
    month: int
    income: MonthIncomeOut
    expenses: MonthExpensesOut
    transfers: MonthTransfersOut
    savings: SavingsOut
    expense_ratio: Decimal
    total_transactions: int
    last_calculated: datetime
    unconverted: int | UnsetType = UNSET


class MonthlySummaries(ApiView):
    @operation(
        "analytics_monthly_summaries",
        tag=ANALYTICS,
        summary="Income, expenses and transfers of each month, latest first",
        description="`change_pct` is against the calendar month before, null if that has no data. Bonuses are"
        " other income.",
        query=MonthsQuery,
        answers={200: ListOf[SummaryOfMonthOut]},
        examples={200: examples.MONTHLY_SUMMARIES},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, MonthsQuery)
        found = months_in_view(ensure_fresh(self.user), query.periods, part_of(query))
        return answer(listed(found, query, lambda month: _month(month, self.user.base_currency)))


def _month(view: MonthInView, currency: str) -> SummaryOfMonthOut:
    month = view.month
    return SummaryOfMonthOut(
        period=period_label(month.period),
        year=month.period // 100,
        month=month.period % 100,
        income=_income(view, currency),
        expenses=_expenses(view, currency),
        transfers=MonthTransfersOut(
            out=wire(month.transfers_out, currency),
            into=wire(month.transfers_in, currency),
            net_investment=wire(month.net_investment, currency),
            count=month.transfer_count,
        ),
        savings=SavingsOut(net=wire(view.net, currency), rate=view.savings_rate),
        expense_ratio=view.expense_ratio,
        total_transactions=month.income_count + month.expense_count + month.transfer_count,
        last_calculated=month.calculated_at,
        unconverted=month.unconverted or UNSET,
    )


def _income(view: MonthInView, currency: str) -> MonthIncomeOut:
    month = view.month
    return MonthIncomeOut(
        total=wire(month.income, currency),
        salary=wire(month.salary, currency),
        investment=wire(month.investment, currency),
        other=wire(month.bonus + month.other, currency),
        count=month.income_count,
        change_pct=view.income_change,
    )


def _expenses(view: MonthInView, currency: str) -> MonthExpensesOut:
    month = view.month
    return MonthExpensesOut(
        total=wire(month.expense, currency),
        essential=wire(month.essential, currency),
        discretionary=wire(month.discretionary, currency),
        count=month.expense_count,
        change_pct=view.expense_change,
    )


routes = [
    re_path(r"^analytics/v2/monthly-summaries/?$", MonthlySummaries.as_view(), name="monthly-summaries")
]
