"""The rows behind a figure add up to it, and it is the figure that the list shows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from analytics.tests.laws.reader import Reader, dates, total
from analytics.tests.laws.test_same_figures import make, spans
from analytics.tests.ledgers import Step, edits, ledgers
from config.lib.periods import DateRange


def explained(read: Reader, metric: str, **parameters: Any) -> Decimal:
    """The figure, once its rows and opening balances are added up."""
    asked = {"metric": metric, **parameters}
    rows = read.rows("analytics/explain", **asked)
    found = read.get("analytics/explain", limit=1, **asked)
    (of_rows,), (opened,) = total(rows, "contribution"), total(found["opening_balances"], "contribution")
    assert of_rows + opened == found["figure"], asked
    figure: Decimal = found["figure"]
    return figure


class ExplainedFigures(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(ledgers, edits, spans)
    def test_ranges_and_months(self, ledger: list[Step], taken: list[Step], span: DateRange) -> None:
        _, read = make(ledger, taken)
        whole = read.get("calculations/totals", **dates(span))
        assert explained(read, "total_income", **dates(span)) == whole["total_income"]
        assert explained(read, "total_expenses", **dates(span)) == whole["total_expenses"]
        assert explained(read, "net", **dates(span)) == whole["net_savings"]
        for month in read.rows("analytics/v2/monthly-summaries"):
            period = month["period"]
            assert explained(read, "month_income", period=period) == month["income"]["total"]
            assert explained(read, "month_expenses", period=period) == month["expenses"]["total"]
            assert explained(read, "month_net", period=period) == month["savings"]["net"]

    @settings(max_examples=12, deadline=None)
    @given(ledgers, edits)
    def test_categories_merchants_and_flows(self, ledger: list[Step], taken: list[Step]) -> None:
        _, read = make(ledger, taken)
        for trend in read.rows("analytics/v2/category-trends"):
            asked = {key: trend[key] for key in ("period", "category", "subcategory")}
            if trend["subcategory"]:
                found = explained(read, "category_month", transaction_type=trend["type"], **asked)
                assert found == trend["total"]
        for merchant in read.rows("analytics/v2/merchant-intelligence", min_transactions=1):
            assert explained(read, "merchant_total", merchant=merchant["merchant"]) == merchant["total_spent"]
        for flow in read.rows("analytics/v2/transfer-flows"):
            sides = {"from": flow["from"], "to": flow["to"]}
            assert explained(read, "transfer_flow", **sides) == flow["total"]
        for kind in ("Income", "Expense"):
            asked = {"transaction_type": kind}
            for row in read.get("calculations/category-breakdown", **asked)["categories"]:
                figure = explained(read, "category_total", category=row["category"], **asked)
                assert figure == row["amount"]

    @settings(max_examples=12, deadline=None)
    @given(ledgers, edits)
    def test_balances_and_worth(self, ledger: list[Step], taken: list[Step]) -> None:
        _, read = make(ledger, taken)
        assert explained(read, "net_worth") == read.get("analytics/v2/net-worth")["current"]["net_worth"]
        for account in read.get("calculations/account-balances")["accounts"]:
            assert explained(read, "account_balance", account=account["name"]) == account["balance"]
        for snapshot in read.rows("analytics/v2/net-worth")[:3]:
            day = snapshot["date"]
            assert explained(read, "net_worth", end_date=day) == snapshot["net_worth"]
