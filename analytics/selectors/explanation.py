"""What is asked about a figure, and what the answer to that holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from analytics.domain.running_worth import Opening
from analytics.sql.explain import Contribution, Counts
from config.lib.periods import DateRange
from finance.selectors.rates import rate_table

ALWAYS: Final = DateRange(None, None)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a metric is asked about; the API says which of these a metric takes."""

    metric: str
    span: DateRange = ALWAYS
    period: int = 0
    kind: str = "Expense"
    category: str = ""
    subcategory: str | None = None
    merchant: str = ""
    giver: str | None = None
    taker: str | None = None
    account: str = ""


class UsedRate(NamedTuple):
    """`day` is the day whose rate was asked for, `fixed` that of the fixing, None for the shipped table."""

    source: str
    target: str
    day: date
    rate: Decimal
    fixed: date | None


class ExplainedRow(NamedTuple):
    row: Contribution
    contribution: Decimal


@dataclass(frozen=True)
class Explanation:
    """The contributions of all rows and openings together are the figure."""

    figure: Decimal
    currency: str
    words: str
    counts: Counts
    rows: Sequence[ExplainedRow]
    openings: Sequence[Opening] = ()
    rates: Sequence[UsedRate] = ()


def used_rates(pairs: Iterable[tuple[str, str, date]]) -> list[UsedRate]:
    """Each rate once, those of another currency only; the latest day first."""
    wanted = sorted(
        {pair for pair in pairs if pair[0] != pair[1]}, key=lambda pair: (pair[2], pair), reverse=True
    )
    if not wanted:
        return []
    days = [day for _, _, day in wanted]
    table = rate_table({code for pair in wanted for code in pair[:2]}, start=min(days), end=max(days))
    found = [(pair, table.rate(*pair)) for pair in wanted]
    return [UsedRate(*pair, rate.value, rate.day) for pair, rate in found if rate]
