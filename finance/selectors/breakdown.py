"""Income or expenses by category, with shares."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from config.lib.periods import DateRange
from finance.domain.ratio import ratio
from finance.selectors.counting import counting_of
from finance.sql.categories import CategoryTotal, category_totals

if TYPE_CHECKING:
    from accounts.models import User


class CategoryShare(NamedTuple):
    total: CategoryTotal
    share: Decimal


class Breakdown(NamedTuple):
    """Largest category first. `unconverted` transactions have no rate yet: they are in no other number."""

    categories: list[CategoryShare]
    total: Decimal
    unconverted: int


def category_breakdown(*, user: User, kind: str, span: DateRange) -> Breakdown:
    """All top categories of that kind ("Income" or "Expense")."""
    return breakdown_of(category_totals(counting_of(user=user, span=span), kind))


def breakdown_of(totals: Sequence[CategoryTotal]) -> Breakdown:
    """Shares are of the sum of the positive categories: one in which refunds outweigh purchases has a share
    of 0 and takes nothing from the others.
    """
    counted = [total for total in totals if total.transactions]
    whole = sum((total.amount for total in counted if total.amount > 0), Decimal(0))
    return Breakdown(
        categories=[CategoryShare(total, ratio(max(total.amount, Decimal(0)), whole)) for total in counted],
        total=sum((total.amount for total in counted), Decimal(0)),
        unconverted=sum(total.unconverted for total in totals),
    )
