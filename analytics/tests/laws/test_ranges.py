"""A figure of a range is the same from the tables as from the rows, to the last unit, whatever the range."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from analytics.selectors.basis import live_figures
from analytics.selectors.behavior import behavior
from analytics.selectors.breakdown import category_breakdown
from analytics.selectors.kpis import kpis
from analytics.selectors.overview import overview
from analytics.selectors.spending_insights import spending_insights
from analytics.selectors.worth import balances_at, daily_worth
from analytics.services.freshness import ensure_fresh
from analytics.sql.flows import counted_days, day_flows, month_flows, span_flow
from analytics.sql.fresh import Fresh
from config.lib.periods import DateRange, period_label
from finance.selectors import account_worth, breakdown, flows
from finance.selectors import daily_worth as live_worth
from finance.selectors.accounts import balances_now, balances_of
from finance.selectors.counting import counting_of
from finance.selectors.monthly import get_category_breakdown, get_income_vs_expense
from finance.sql.totals import NO_FLOW, daily_flows, first_and_last_day
from finance.tests.sql.test_flow_laws import FIRST, Drawn, enter, ledgers, spans
from preferences.services.preferences import update_preferences
from preferences.services.versions import EVERY_PERIOD, bump_ledger

ALWAYS = DateRange(None, None)


def figures_of(user: User) -> Fresh:
    bump_ledger(user.pk, periods=EVERY_PERIOD)  # factories write past the services
    return ensure_fresh(user)


class RangeLaws(TestCase):
    @settings(max_examples=60)
    @given(ledgers, spans, st.none() | st.integers(0, 80))
    def test_tables_and_rows_agree(self, ledger: list[Drawn], span: DateRange, cut: int | None) -> None:
        user = enter(ledger)
        if cut is not None:
            start = FIRST + timedelta(cut)
            update_preferences(
                user=user, changes={"earning_start_date": start, "use_earning_start_date": True}
            )
        for fresh in (figures_of(user), live_figures(user)):
            counting = counting_of(user=user, span=span)
            assert span_flow(fresh, span) == flows.whole_flow(user=user, span=span)
            assert month_flows(fresh, span) == flows.flows_by_month(user=user, span=span)
            assert day_flows(fresh, span) == daily_flows(counting)
            assert counted_days(fresh, span) == first_and_last_day(counting)
            for kind in ("Income", "Expense"):
                assert category_breakdown(fresh, kind, span) == breakdown.category_breakdown(
                    user=user, kind=kind, span=span
                )

    @settings(max_examples=30)
    @given(ledgers, spans, st.integers(0, 80))
    def test_balances_and_worth_agree(self, ledger: list[Drawn], span: DateRange, cut: int) -> None:
        user, day = enter(ledger), FIRST + timedelta(cut)
        fresh = figures_of(user)
        for since in (None, span.start):
            assert balances_at(fresh, day, since=since) == account_worth.balances_at(
                user=user, as_of=day, since=since
            )
        assert balances_now(user) == balances_of(user)
        assert daily_worth(fresh, span) == live_worth.daily_worth(user=user, span=span)

    @settings(max_examples=30)
    @given(ledgers, spans)
    def test_every_view_of_a_figure_agrees(self, ledger: list[Drawn], span: DateRange) -> None:
        user = enter(ledger)
        fresh = figures_of(user)
        total = span_flow(fresh, span)
        assert overview(fresh, span).flow == total
        assert kpis(fresh, span).flow == total
        assert sum((flow for _, flow in month_flows(fresh, span)), NO_FLOW) == total
        spent, averages = behavior(fresh, span), spending_insights(fresh, span)
        assert spent.spent.total == averages.flow.expenses == total.expenses
        assert spent.per_month == averages.monthly_expense

    @settings(max_examples=20)
    @given(ledgers)
    def test_months_by_name_agree(self, ledger: list[Drawn]) -> None:
        user = enter(ledger)
        for period, flow in month_flows(figures_of(user), ALWAYS):
            month = period_label(period)
            assert get_income_vs_expense(user, month) == (flow.income, flow.expenses, flow.net)
            assert sum(get_category_breakdown(user, month).values()) == flow.expenses
