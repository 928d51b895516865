"""Where a figure comes from: what is counted, and the rows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from analytics.domain.filter_words import (
    category_words,
    exception_words,
    flow_words,
    span_words,
    transfer_words,
)
from analytics.selectors.breakdown import category_breakdown
from analytics.selectors.explained_worth import explain_balance, explain_worth
from analytics.selectors.explanation import ALWAYS, ExplainedRow, Explanation, Question, used_rates
from analytics.sql.explain import (
    Parts,
    category_parts,
    count_parts,
    flow_parts,
    list_parts,
    transfer_parts,
)
from analytics.sql.explained import category_month_total, flow_total, merchant_total
from analytics.sql.flows import span_flow
from analytics.sql.fresh import Fresh
from analytics.sql.listing import Part
from config.lib.periods import DateRange, period_range
from config.lib.text import fold
from finance.models import Account
from finance.selectors.account_names import find_account
from finance.selectors.counting import counting_of
from finance.sql.counted import Counting

_KINDS: Final = {"income": "Income", "expenses": "Expense", "net": "", "savings": ""}


class _Counted(NamedTuple):
    figure: Decimal
    parts: Parts
    words: str


def explain(fresh: Fresh, question: Question, part: Part) -> Explanation:
    if question.metric == "account_balance":
        return explain_balance(fresh, question, part)
    if question.metric == "net_worth":
        return explain_worth(fresh, question, part)
    figure, parts, words = _COUNTED[question.metric](fresh, question)
    rows = list_parts(parts, part)
    return Explanation(
        figure=figure,
        currency=fresh.base_currency,
        words=words,
        counts=count_parts(parts),
        rows=[ExplainedRow(row, row.units) for row in rows],
        rates=used_rates((row.currency, fresh.base_currency, row.date) for row in rows),
    )


def _flow(fresh: Fresh, question: Question) -> _Counted:
    """Of a range of days, or of a month."""
    span = period_range(question.period) if question.period else question.span
    kind = _KINDS[question.metric.rpartition("_")[2]]
    counting = counting_of(user=fresh.user, span=span)
    flow = span_flow(fresh, span)
    figure = {"Income": flow.income, "Expense": flow.expenses}.get(kind, flow.net)
    return _Counted(figure, flow_parts(counting, kind=kind), _words(flow_words(kind), span, counting))


def _category_total(fresh: Fresh, question: Question) -> _Counted:
    counting = counting_of(user=fresh.user, span=question.span)
    shares = category_breakdown(fresh, question.kind, question.span).categories
    key = fold(question.category)
    figure = sum((share.total.amount for share in shares if fold(share.total.category) == key), Decimal(0))
    words = category_words(question.kind, question.category, None)
    parts = category_parts(counting, question.kind, question.category)
    return _Counted(figure, parts, _words(words, question.span, counting))


def _category_month(fresh: Fresh, question: Question) -> _Counted:
    span, place = period_range(question.period), (question.kind, question.category, question.subcategory)
    counting = counting_of(user=fresh.user, span=span)
    figure = category_month_total(fresh, question.period, *place)
    return _Counted(figure, category_parts(counting, *place), _words(category_words(*place), span, counting))


def _merchant_total(fresh: Fresh, question: Question) -> _Counted:
    counting = counting_of(user=fresh.user, span=ALWAYS)
    parts = flow_parts(counting, kind="Expense", payee=question.merchant)
    words = f"{flow_words('Expense')} at {question.merchant}"
    return _Counted(merchant_total(fresh, question.merchant), parts, _words(words, ALWAYS, counting))


def _transfer_flow(fresh: Fresh, question: Question) -> _Counted:
    givers, takers = (_ids(fresh, name) for name in (question.giver, question.taker))
    parts = transfer_parts(fresh.user_id, givers=givers, takers=takers)
    words = f"{transfer_words(question.giver, question.taker)} {span_words(ALWAYS)}"
    return _Counted(flow_total(fresh, givers=givers, takers=takers), parts, words)


_COUNTED: Final[dict[str, Callable[[Fresh, Question], _Counted]]] = {
    **dict.fromkeys(("total_income", "total_expenses", "net", "savings"), _flow),
    **dict.fromkeys(("month_income", "month_expenses", "month_net"), _flow),
    "category_total": _category_total,
    "category_month": _category_month,
    "merchant_total": _merchant_total,
    "transfer_flow": _transfer_flow,
}


def _ids(fresh: Fresh, name: str | None) -> list[int] | None:
    if name is None:
        return None
    account = find_account(fresh.user, name)
    return [account.pk] if account else []


def _words(subject: str, span: DateRange, counting: Counting) -> str:
    excluded = Account.objects.filter(pk__in=counting.excluded).order_by("name_key")
    names = list(excluded.values_list("name", flat=True)) if counting.excluded else []
    since = counting.span.start if counting.span.start != span.start else None
    exceptions = exception_words(excluded=names, since=since)
    return "; ".join(filter(None, (f"{subject} {span_words(span)}", exceptions)))
