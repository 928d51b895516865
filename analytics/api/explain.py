"""The rows behind a figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal

from django.http import HttpResponse
from django.urls import re_path
from msgspec import UNSET, UnsetType, field
from rest_framework.request import Request

from accounts.models import User
from analytics.api import explain_examples as examples
from analytics.api.fieldtypes import FlowKind, MonthLabel
from analytics.api.spans import span_of
from analytics.api.tags import ANALYTICS
from analytics.api.v2.lists import ListOf, part_of
from analytics.domain.running_worth import Opening
from analytics.selectors.explain import explain
from analytics.selectors.explanation import ExplainedRow, Explanation, Question, UsedRate
from analytics.services.freshness import ensure_fresh
from config.drf.conditional import conditional
from config.drf.operations import operation
from config.drf.pages import Slice
from config.drf.spans import SpanQuery
from config.drf.structs import Answer, read_query
from config.drf.values import FarDay, Name, Note
from config.drf.views import ApiView, answer
from config.lib.errors import Invalid
from config.lib.money import wire
from config.lib.periods import TimeRange
from finance.selectors.conversion import shown_rate

Metric = Literal[
    "total_income", "total_expenses", "net", "savings", "month_income", "month_expenses", "month_net",
    "category_total", "category_month", "merchant_total", "transfer_flow", "account_balance", "net_worth",
]  # fmt: skip
_SPAN: Final = frozenset({"start_date", "end_date", "time_range"})
_PLACE: Final = frozenset({"category", "transaction_type"})
# What each metric takes, and of that what it cannot do without.
_TAKES: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    **dict.fromkeys(("total_income", "total_expenses", "net", "savings"), (_SPAN, frozenset())),
    **dict.fromkeys(
        ("month_income", "month_expenses", "month_net"), (frozenset({"period"}), frozenset({"period"}))
    ),
    "category_total": (_SPAN | _PLACE, frozenset({"category"})),
    "category_month": (_PLACE | {"period", "subcategory"}, frozenset({"period", "category"})),
    "merchant_total": (frozenset({"merchant"}), frozenset({"merchant"})),
    "transfer_flow": (frozenset({"from", "to"}), frozenset()),
    "account_balance": (_SPAN | {"account"}, frozenset({"account"})),
    "net_worth": (_SPAN, frozenset()),
}


class ExplainQuery(Slice, kw_only=True):
    metric: Metric
    start_date: FarDay | None = None
    end_date: FarDay | None = None
    time_range: TimeRange | None = None
    period: MonthLabel | None = None
    transaction_type: FlowKind | None = None
    category: Name | None = None
    # Empty: what stands in the category itself.
    subcategory: Note | None = None
    merchant: Name | None = None
    giver: Name | None = field(default=None, name="from")
    to: Name | None = None
    account: Name | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        given = {
            "start_date": self.start_date, "end_date": self.end_date, "time_range": self.time_range,
            "period": self.period, "transaction_type": self.transaction_type, "category": self.category,
            "subcategory": self.subcategory, "merchant": self.merchant, "from": self.giver, "to": self.to,
            "account": self.account,
        }  # fmt: skip
        named = {name for name, value in given.items() if value is not None}
        takes, needs = _TAKES[self.metric]
        errors = {name: [f"{self.metric} does not take it"] for name in sorted(named - takes)}
        errors |= {name: [f"{self.metric} needs it"] for name in sorted(needs - named)}
        if errors:
            raise Invalid(errors=errors)

    def question(self, user: User) -> Question:
        span = SpanQuery(start_date=self.start_date, end_date=self.end_date, time_range=self.time_range)
        return Question(
            metric=self.metric,
            span=span_of(span, user),
            period=self.period or 0,
            kind=self.transaction_type or "Expense",
            category=self.category or "",
            subcategory=self.subcategory,
            merchant=self.merchant or "",
            giver=self.giver,
            taker=self.to,
            account=self.account or "",
        )


class ExplainedRowOut(Answer):
    transaction_id: int
    date: date
    type: str
    description: str
    merchant: str
    account: str
    amount: Decimal
    currency: str
    contribution: Decimal


class OpeningOut(Answer):
    account: str
    amount: Decimal
    currency: str
    contribution: Decimal


class UsedRateOut(Answer):
    source: str = field(name="from")
    target: str = field(name="to")
    rate: Decimal
    rate_date: date | None
    date: date


class ExplanationOut(ListOf[ExplainedRowOut], kw_only=True):
    metric: str
    figure: Decimal
    currency: str
    filter: str
    transactions: int
    opening_balances: list[OpeningOut]
    rates: list[UsedRateOut]
    unconverted: int | UnsetType = UNSET


class Explain(ApiView):
    @operation(
        "analytics_explain",
        tag=ANALYTICS,
        summary="What a figure counts, row by row",
        description="The contributions of all rows and opening balances add up to the figure exactly. Each"
        " metric takes the parameters of the list it is shown in: a range of days, a month (`period`), a"
        " category, a merchant, accounts. `rates` are those that the rows of this page were converted at.",
        query=ExplainQuery,
        answers={200: ExplanationOut},
        examples={200: examples.EXPLANATION},
    )
    @conditional
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, ExplainQuery)
        found = explain(ensure_fresh(self.user), query.question(self.user), part_of(query))
        return answer(_explanation(query, found))


def _explanation(query: ExplainQuery, found: Explanation) -> ExplanationOut:
    total = found.counts.rows
    return ExplanationOut(
        metric=query.metric,
        figure=wire(found.figure, found.currency),
        currency=found.currency,
        filter=found.words,
        transactions=found.counts.transactions,
        unconverted=found.counts.unconverted or UNSET,
        opening_balances=[_opening(opening, found.currency) for opening in found.openings],
        rates=[_rate(rate) for rate in found.rates],
        data=[_row(row, found.currency) for row in found.rows],
        total=total,
        limit=query.limit,
        offset=query.start,
        has_more=query.start + len(found.rows) < total,
        count=len(found.rows),
    )


def _row(explained: ExplainedRow, currency: str) -> ExplainedRowOut:
    row = explained.row
    return ExplainedRowOut(
        transaction_id=row.transaction_id,
        date=row.date,
        type=row.type,
        description=row.note,
        merchant=row.merchant,
        account=row.account,
        amount=wire(row.amount, row.currency),
        currency=row.currency,
        contribution=wire(explained.contribution, currency),
    )


def _opening(opening: Opening, currency: str) -> OpeningOut:
    return OpeningOut(
        account=opening.account,
        amount=wire(opening.amount, opening.currency),
        currency=opening.currency,
        contribution=wire(opening.contribution, currency),
    )


def _rate(rate: UsedRate) -> UsedRateOut:
    return UsedRateOut(
        source=rate.source,
        target=rate.target,
        date=rate.day,
        rate=shown_rate(rate.rate),
        rate_date=rate.fixed,
    )


routes = [re_path(r"^analytics/explain/?$", Explain.as_view(), name="analytics-explain")]
