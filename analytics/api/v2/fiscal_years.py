"""Fiscal years."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse
from django.urls import re_path
from rest_framework.request import Request

from analytics.api.tags import ANALYTICS
from analytics.api.v2 import examples
from analytics.api.v2.lists import ListOf, listed, part_of
from analytics.api.v2.monthly_summaries import SavingsOut
from analytics.selectors.fiscal_years import YearInView, years_in_view
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Slice
from config.drf.structs import Answer, read_query
from config.drf.views import ApiView, answer
from config.lib.money import wire


class YearIncomeOut(Answer):
    total: Decimal
    salary: Decimal
    bonus: Decimal
    investment: Decimal
    other: Decimal


class YearExpensesOut(Answer):
    total: Decimal
    tax_paid: Decimal


class YearChangesOut(Answer):
    income: Decimal | None
    expenses: Decimal | None
    savings: Decimal | None


class FiscalYearOut(Answer):
    fiscal_year: str
    period: str
    income: YearIncomeOut
    expenses: YearExpensesOut
    investments_made: Decimal
    savings: SavingsOut
    yoy: YearChangesOut
    is_complete: bool


class FiscalYears(ApiView):
    @operation(
        "analytics_fiscal_years",
        tag=ANALYTICS,
        summary="Income, expenses and savings of each fiscal year, latest first",
        description="`yoy` are percentages against the fiscal year before, null if that has no data.",
        query=Slice,
        answers={200: ListOf[FiscalYearOut]},
        examples={200: examples.FISCAL_YEARS},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, Slice)
        found = years_in_view(ensure_fresh(self.user), part_of(query))
        return answer(listed(found, query, lambda year: _year(year, self.user.base_currency)))


def _year(view: YearInView, currency: str) -> FiscalYearOut:
    year = view.year
    return FiscalYearOut(
        fiscal_year=view.label,
        period=view.months,
        income=YearIncomeOut(
            total=wire(year.income, currency),
            salary=wire(year.salary, currency),
            bonus=wire(year.bonus, currency),
            investment=wire(year.investment, currency),
            other=wire(year.other, currency),
        ),
        expenses=YearExpensesOut(total=wire(year.expense, currency), tax_paid=wire(year.tax_paid, currency)),
        investments_made=wire(year.invested, currency),
        savings=SavingsOut(net=wire(view.net, currency), rate=view.savings_rate),
        yoy=YearChangesOut(
            income=view.income_change, expenses=view.expense_change, savings=view.savings_change
        ),
        is_complete=view.is_complete,
    )


routes = [re_path(r"^analytics/v2/fy-summaries/?$", FiscalYears.as_view(), name="fy-summaries")]
