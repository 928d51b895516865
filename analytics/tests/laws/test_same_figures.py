"""A figure is the same wherever it is read, and whichever way it is summed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from analytics.tests.laws.reader import Reader, dates, total
from analytics.tests.ledgers import FIRST, Step, edits, ledgers, person, take
from config.lib.periods import DateRange, fiscal_year_range, period_range
from preferences.services.preferences import update_preferences

days = st.none() | st.integers(0, 85)
spans = st.tuples(days, days).map(
    lambda ends: DateRange(
        *(None if end is None else FIRST + timedelta(end) for end in sorted(ends, key=lambda day: day or 0))
    )
)


def make(ledger: list[Step], taken: list[Step]) -> tuple[User, Reader]:
    user = person()
    for step in ledger + taken:
        take(user, step)
    return user, Reader(user)


class SameFigures(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, spans)
    def test_every_sum_of_a_range_is_its_total(
        self, ledger: list[Step], taken: list[Step], span: DateRange
    ) -> None:
        _, read = make(ledger, taken)
        whole = read.get("calculations/totals", **dates(span))
        flow = (whole["total_income"], whole["total_expenses"])
        both = (*flow, whole["net_savings"])
        assert both[2] == flow[0] - flow[1]

        for path, rows, names in SERIES:
            assert total(read.get(path, **dates(span))[rows], *names) == both[: len(names)], path
        for path, names in TOTALS:
            found = read.get(path, **dates(span))
            assert tuple(found[name] for name in names) == both, path
        compared = read.get("analytics/income-vs-expense", **dates(span))["totals"]
        assert tuple(compared.values()) == both
        daily = read.rows("analytics/v2/daily-summaries", **dates(span))
        assert total(daily, "income", "expense", "net") == both
        assert total(daily, "income_count", "expense_count") == counts_of(whole)
        if span.start and span.end:
            cash = read.get("cashflow/summary", **dates(span))
            assert (cash["inflow"], cash["outflow"], cash["net"]) == both

    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, spans)
    def test_every_sum_of_categories_is_the_total(
        self, ledger: list[Step], taken: list[Step], span: DateRange
    ) -> None:
        _, read = make(ledger, taken)
        whole = read.get("calculations/totals", **dates(span))
        assert sum(shares(read, span, "Income").values()) == whole["total_income"]
        spent = shares(read, span, "Expense")
        assert sum(spent.values()) == whole["total_expenses"]
        spending = read.get("analytics/spending", **dates(span))
        assert (spending["total"], amounts(spending["categories"])) == (whole["total_expenses"], spent)

    @settings(max_examples=15, deadline=None)
    @given(ledgers, edits, st.integers(1, 12))
    def test_months_and_fiscal_years_are_the_totals_of_their_days(
        self, ledger: list[Step], taken: list[Step], start_month: int
    ) -> None:
        user, read = make(ledger, taken)
        update_preferences(user=user, changes={"fiscal_year_start_month": start_month})
        months = read.rows("analytics/v2/monthly-summaries")
        trends = read.rows("analytics/v2/category-trends")
        for month in months:
            self.month_is_its_days(read, month, trends)
        years = read.rows("analytics/v2/fy-summaries")
        for year in years:
            span = fiscal_year_range(int(year["fiscal_year"][:4]), start_month)
            whole = read.get("calculations/totals", **dates(span))
            assert (year["income"]["total"], year["expenses"]["total"]) == flow_of(whole)
            kinds = ("salary", "bonus", "investment", "other")
            assert sum(year["income"][kind] for kind in kinds) == year["income"]["total"]
        made = total(months, "income.total", "expenses.total", "savings.net", "transfers.net_investment")
        assert total(years, "income.total", "expenses.total", "savings.net", "investments_made") == made
        flows = read.get("analytics/v2/transfer-flows")
        assert flows["summary"]["total_flow"] == total(months, "transfers.out")[0]
        assert total(read.rows("analytics/v2/transfer-flows"), "total") == total(months, "transfers.out")

    def month_is_its_days(self, read: Reader, month: dict[str, Any], trends: list[dict[str, Any]]) -> None:
        year, number = month["year"], month["month"]
        span = period_range(year * 100 + number)
        whole = read.get("calculations/totals", **dates(span))
        flow = (month["income"]["total"], month["expenses"]["total"])
        assert flow == flow_of(whole)
        assert (month["income"]["count"], month["expenses"]["count"]) == counts_of(whole)
        summary = read.get("finance/monthly-summary", year=year, month=number)["summary"]
        assert (summary["income"], summary["expenses"], summary["savings"]) == (
            *flow,
            month["savings"]["net"],
        )
        spent = read.get("finance/category-breakdown", year=year, month=number)["breakdown"]
        assert sum(spent.values()) == flow[1]
        kinds, parts = month["income"], month["expenses"]
        assert kinds["salary"] + kinds["investment"] + kinds["other"] == kinds["total"]
        assert parts["essential"] + parts["discretionary"] == parts["total"]
        mine = [row for row in trends if row["period"] == month["period"]]
        for kind, amount in zip(("Income", "Expense"), flow, strict=True):
            assert total([row for row in mine if row["type"] == kind], "total") == (amount,)
        for name, amount in spent.items():
            named = [row for row in mine if (row["type"], row["category"]) == ("Expense", name)]
            assert total(named, "total") == (amount,)


SERIES = (
    ("calculations/monthly-aggregation", "months", ("income", "expenses", "net")),
    ("calculations/yearly-aggregation", "years", ("income", "expenses", "net")),
    ("calculations/daily-net-worth", "days", ("income", "expenses", "net")),
    ("analytics/charts/income-expense", "data", ("income", "expense")),
    ("analytics/charts/monthly-trends", "data", ("income", "expense", "savings")),
    ("analytics/income-vs-expense", "series", ("income", "expense", "net")),
    ("analytics/trends", "monthly_trends", ("income", "expenses", "net")),
)
TOTALS = (
    ("analytics/overview", ("total_income", "total_expenses", "net_change")),
    ("analytics/kpis", ("total_income", "total_expenses", "net_savings")),
)


def shares(read: Reader, span: DateRange, kind: str) -> dict[str, Decimal]:
    """Category -> amount, the same in every view of them."""
    asked = {"transaction_type": kind, **dates(span)}
    found = read.get("calculations/category-breakdown", **asked)
    parts = amounts(found["categories"])
    assert found["total"] == sum(parts.values())
    assert amounts(read.get("analytics/charts/categories", **asked)["data"]) == parts
    assert amounts(read.get("calculations/top-categories", limit=100, **asked)) == parts
    return parts


def amounts(rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    return {row["category"]: row["amount"] for row in rows}


def flow_of(whole: dict[str, Any]) -> tuple[Decimal, Decimal]:
    return whole["total_income"], whole["total_expenses"]


def counts_of(whole: dict[str, Any]) -> tuple[int, int]:
    return whole["income_transactions"], whole["expense_transactions"]
