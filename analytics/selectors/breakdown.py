"""Income or expenses by category: whole months as they are kept, the days around them from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from analytics.domain.whole_months import pieces_of
from analytics.sql.breakdown import category_totals_of_months
from analytics.sql.fresh import Fresh
from config.lib.periods import DateRange
from finance.selectors.breakdown import Breakdown, breakdown_of
from finance.selectors.counting import counting_of
from finance.sql.categories import CategoryTotal, category_totals


def category_breakdown(fresh: Fresh, kind: str, span: DateRange) -> Breakdown:
    """All top categories of that kind ("Income" or "Expense")."""
    pieces = pieces_of(span)
    found = [category_totals(counting_of(user=fresh.user, span=edge), kind) for edge in pieces.edges]
    if pieces.first <= pieces.last:
        found.append(category_totals_of_months(fresh, kind, pieces.first, pieces.last))
    return breakdown_of(merged(total for totals in found for total in totals))


def merged(totals: Iterable[CategoryTotal]) -> list[CategoryTotal]:
    """One for each category, largest first, then by name."""
    found: dict[str, CategoryTotal] = {}
    for total in totals:
        known = found.get(total.category, CategoryTotal(total.category, None, Decimal(0), 0, 0))
        found[total.category] = CategoryTotal(
            total.category,
            max(filter(None, (known.category_id, total.category_id)), default=None),
            known.amount + total.amount,
            known.transactions + total.transactions,
            known.unconverted + total.unconverted,
        )
    return sorted(found.values(), key=lambda total: (-total.amount, total.category))
