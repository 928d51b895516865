"""The first look at a range of days: what came in, what went out, where it is."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from analytics.domain.month_series import Month, best_of, worst_of
from analytics.selectors.worth import AccountValue, account_values
from analytics.sql.flows import month_flows
from analytics.sql.fresh import Fresh
from config.lib import clock
from config.lib.periods import DateRange
from finance.domain.ratio import ratio
from finance.sql.totals import NO_FLOW, Flow


class Overview(NamedTuple):
    """`accounts` are as of the end of the range, or today."""

    flow: Flow
    best: Month | None
    worst: Month | None
    accounts: list[AccountValue]


class Share(NamedTuple):
    """An account and what part it has of all that is owned; None where it owns nothing."""

    held: AccountValue
    share: Decimal | None


def overview(fresh: Fresh, span: DateRange) -> Overview:
    flows = month_flows(fresh, span)
    months = months_of(flows)
    as_of = span.end or clock.today(fresh.user.time_zone)
    return Overview(
        flow=sum((flow for _, flow in flows), NO_FLOW),
        best=best_of(months),
        worst=worst_of(months),
        accounts=account_values(fresh, as_of),
    )


def months_of(flows: list[tuple[int, Flow]]) -> list[Month]:
    """Without months in which nothing could be converted."""
    return [Month(period, flow.income, flow.expenses) for period, flow in flows if flow.transactions]


def account_distribution(fresh: Fresh, span: DateRange) -> list[Share]:
    """Every account with its part of the sum of all that hold more than nothing."""
    held = account_values(fresh, span.end or clock.today(fresh.user.time_zone))
    owned = [item.value for item in held if item.value is not None and item.value > 0]
    whole = sum(owned, Decimal(0))
    return [Share(item, ratio(item.value, whole) if item.value and item.value > 0 else None) for item in held]
