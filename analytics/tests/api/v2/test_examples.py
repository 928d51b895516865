"""Examples in the documentation are answers that we could give."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from analytics.api.v2 import examples
from analytics.api.v2.category_trends import CategoryTrendOut
from analytics.api.v2.daily_summaries import DailySummaryOut
from analytics.api.v2.fiscal_years import FiscalYearOut
from analytics.api.v2.investments import InvestmentsOut
from analytics.api.v2.lists import ListOf
from analytics.api.v2.merchants import MerchantOut
from analytics.api.v2.monthly_summaries import SummaryOfMonthOut
from analytics.api.v2.net_worth import WorthHistoryOut
from analytics.api.v2.transfer_flows import TransferFlowsOut
from config.drf.renderers import encode


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (ListOf[DailySummaryOut], examples.DAILY_SUMMARIES),
        (ListOf[SummaryOfMonthOut], examples.MONTHLY_SUMMARIES),
        (ListOf[CategoryTrendOut], examples.CATEGORY_TRENDS),
        (TransferFlowsOut, examples.TRANSFER_FLOWS),
        (ListOf[MerchantOut], examples.MERCHANTS),
        (WorthHistoryOut, examples.NET_WORTH),
        (ListOf[FiscalYearOut], examples.FISCAL_YEARS),
        (InvestmentsOut, examples.INVESTMENTS),
    ],
)
def test_example(kind: Any, example: dict[str, Any]) -> None:
    assert json.loads(encode(msgspec.convert(example, kind, strict=False))) == example


def test_the_figures_of_an_example_agree() -> None:
    month = examples.MONTHLY_SUMMARIES["data"][0]
    assert month["savings"]["net"] == month["income"]["total"] - month["expenses"]["total"]
    assert month["total_transactions"] == sum(
        month[part]["count"] for part in ("income", "expenses", "transfers")
    )
    worth = examples.NET_WORTH["data"][0]
    for side in ("assets", "liabilities"):
        assert 2 * worth[side]["total"] == sum(worth[side].values())
    assert worth["net_worth"] == worth["assets"]["total"] - worth["liabilities"]["total"]
    year = examples.FISCAL_YEARS["data"][0]
    assert 2 * year["income"]["total"] == sum(year["income"].values())
    assert year["savings"]["net"] == year["income"]["total"] - year["expenses"]["total"]
