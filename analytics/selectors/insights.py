"""What is worth telling somebody now."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Final

from analytics.domain.category_changes import notable_changes
from analytics.domain.extent import closing_day, full_months
from analytics.domain.insights import (
    Insight,
    Twin,
    category_insights,
    duplicate_insights,
    income_insights,
    month_insights,
    savings_insights,
)
from analytics.domain.money_words import MoneyStyle
from analytics.selectors.money_style import money_style
from analytics.selectors.overview import months_of
from analytics.sql.breakdown import spending_by_month
from analytics.sql.flows import counted_days, month_flows
from analytics.sql.fresh import Fresh
from config.lib import clock
from config.lib.periods import DateRange, period_range
from finance.selectors.duplicates import open_duplicates
from finance.sql.totals import NO_FLOW
from preferences.selectors.preferences import preferences_of

_YEAR_AND_MONTH: Final = 13
_TWINS: Final = 3


def insights_of(fresh: Fresh, span: DateRange) -> list[Insight]:
    """The range as a whole, and the last calendar month that is over in it."""
    preferences = preferences_of(fresh.user)
    money = money_style(preferences)
    flows = month_flows(fresh, span)
    whole = sum((flow for _, flow in flows), NO_FLOW)
    return [
        *savings_insights(whole.income, whole.expenses, preferences.savings_goal_percent, money),
        *_of_last_month(fresh, span, money),
        *duplicate_insights(_twins(fresh, span), money),
        *month_insights(months_of(flows), money),
    ]


def _of_last_month(fresh: Fresh, span: DateRange, money: MoneyStyle) -> list[Insight]:
    last = counted_days(fresh, span).end
    if last is None:
        return []
    end = closing_day(span, last, clock.today(fresh.user.time_zone))
    months = full_months(end, _YEAR_AND_MONTH)
    spent: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for category, period, amount in spending_by_month(fresh, months[0], months[-1]):
        spent[period][category] = amount
    year_ago, month_ago, month = months[0], months[-2], months[-1]
    earned = {period: flow.income for period, flow in month_flows(fresh, _whole(months))}
    return [
        *category_insights(
            notable_changes(spent[month], spent[month_ago]), period=month, against=month_ago, money=money
        ),
        *category_insights(
            notable_changes(spent[month], spent[year_ago]), period=month, against=year_ago, money=money
        ),
        *income_insights(earned, months, money),
    ]


def _whole(months: tuple[int, ...]) -> DateRange:
    return DateRange(period_range(months[0]).start, period_range(months[-1]).end)


def _twins(fresh: Fresh, span: DateRange) -> list[Twin]:
    pairs = open_duplicates(user=fresh.user).select_related("transaction")
    days = {"transaction__date__gte": span.start, "transaction__date__lte": span.end}
    pairs = pairs.filter(**{name: day for name, day in days.items() if day})
    return [
        Twin(
            pair.pk,
            (pair.other_id, pair.transaction_id),
            pair.transaction.date,
            pair.transaction.payee,
            pair.transaction.amount,
            pair.transaction.currency,
        )
        for pair in pairs.order_by("-transaction__date", "-pk")[:_TWINS]
    ]
