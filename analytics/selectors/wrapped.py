"""The figures that a range of days is told from."""

from __future__ import annotations

from decimal import Decimal

from analytics.domain.category_changes import CategoryChange, notable_changes
from analytics.domain.narrative import Part, Payment, Story
from analytics.selectors.breakdown import category_breakdown
from analytics.selectors.overview import months_of
from analytics.sql.flows import month_flows
from analytics.sql.fresh import Fresh
from config.lib import clock
from config.lib.periods import DateRange, add_months
from finance.selectors.breakdown import Breakdown
from finance.selectors.counting import counting_of
from finance.sql.expenses import largest_expense
from finance.sql.totals import NO_FLOW
from preferences.models.preferences import Preferences

_YEAR = -12


def story_of(fresh: Fresh, span: DateRange, preferences: Preferences) -> Story:
    flows = month_flows(fresh, span)
    whole = sum((flow for _, flow in flows), NO_FLOW)
    spent = category_breakdown(fresh, "Expense", span)
    largest = largest_expense(counting_of(user=fresh.user, span=span))
    return Story(
        income=whole.income,
        expenses=whole.expenses,
        income_count=whole.income_count,
        expense_count=whole.expense_count,
        months=months_of(flows),
        source=_top(category_breakdown(fresh, "Income", span)),
        spending=_top(spent),
        largest=Payment(largest.category, largest.date, largest.amount) if largest else None,
        changes=_changes(fresh, span, spent),
        goal=preferences.savings_goal_percent,
    )


def _top(found: Breakdown) -> Part | None:
    first = next(iter(found.categories), None)
    return Part(first.total.category, first.total.amount) if first and first.total.amount > 0 else None


def _changes(fresh: Fresh, span: DateRange, spent: Breakdown) -> list[CategoryChange]:
    """Against the same days a year before; a range without a start has no year before it."""
    if span.start is None:
        return []
    end = span.end or clock.today(fresh.user.time_zone)
    before = DateRange(add_months(span.start, _YEAR), add_months(end, _YEAR))
    return notable_changes(_amounts(spent), _amounts(category_breakdown(fresh, "Expense", before)))


def _amounts(found: Breakdown) -> dict[str, Decimal]:
    return {total.category: total.amount for total, _ in found.categories}
