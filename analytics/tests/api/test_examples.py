"""Examples in the documentation are answers that we could give."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from analytics.api import examples
from analytics.api.calculations.categories import BreakdownOut, CategoryNamesOut, TopCategoryOut
from analytics.api.calculations.flows import MonthlyFlowsOut, TotalsOut, YearlyFlowsOut
from analytics.api.calculations.insights import SpendingInsightsOut
from analytics.api.calculations.worth import AccountBalancesOut, DailyWorthsOut
from config.drf.renderers import encode


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (BreakdownOut, examples.BREAKDOWN),
        (list[TopCategoryOut], examples.TOP_CATEGORIES),
        (CategoryNamesOut, examples.CATEGORY_NAMES),
        (TotalsOut, examples.TOTALS),
        (MonthlyFlowsOut, examples.MONTHS),
        (YearlyFlowsOut, examples.YEARS),
        (AccountBalancesOut, examples.BALANCES),
        (DailyWorthsOut, examples.NET_WORTH),
        (SpendingInsightsOut, examples.INSIGHTS),
    ],
)
def test_example_is_an_answer(kind: Any, example: Any) -> None:
    assert json.loads(encode(msgspec.convert(example, kind))) == example
