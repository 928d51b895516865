"""Examples in the documentation are answers that we could give."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from config.drf.pages import PageOf
from config.drf.renderers import encode
from finance.api import examples
from finance.api.calculations.categories import BreakdownOut, CategoryNamesOut, TopCategoryOut
from finance.api.calculations.flows import MonthlyFlowsOut, TotalsOut, YearlyFlowsOut
from finance.api.calculations.insights import SpendingInsightsOut
from finance.api.calculations.worth import AccountBalancesOut, DailyWorthsOut
from finance.domain.transaction_out import TransactionOut


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (TransactionOut, examples.TRANSACTION),
        (PageOf[TransactionOut], examples.PAGE),
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
