"""Plain questions about a month or a range of days, for tools and scripts.

Counted from the rows at every call; amounts are in the base currency, not rounded. `month` is "YYYY-MM";
Invalid for anything else.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from config.lib.errors import Invalid
from config.lib.periods import DateRange, period_range
from finance.domain.transaction_filter import TransactionFilter
from finance.domain.transaction_out import TransactionOut
from finance.selectors.breakdown import category_breakdown
from finance.selectors.flows import whole_flow
from finance.selectors.transaction_rows import complete
from finance.selectors.transaction_stream import transaction_chunks

if TYPE_CHECKING:
    from accounts.models import User

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


class IncomeVersusExpense(NamedTuple):
    income: Decimal
    expenses: Decimal
    savings: Decimal


def get_transactions(user: User, date_range: tuple[date, date]) -> list[TransactionOut]:
    """All of them from the first to the last day, newest first; Invalid where the range is turned round."""
    start, end = date_range
    chunks = transaction_chunks(user=user, filters=TransactionFilter(start_date=start, end_date=end))
    return [row for chunk in chunks for row in complete(user_id=user.pk, rows=chunk)]


def get_category_breakdown(user: User, month: str) -> dict[str, Decimal]:
    """Top category -> expenses, largest first."""
    found = category_breakdown(user=user, kind="Expense", span=_days_of(month))
    return {total.category: total.amount for total, _ in found.categories}


def get_income_vs_expense(user: User, month: str) -> IncomeVersusExpense:
    flow = whole_flow(user=user, span=_days_of(month))
    return IncomeVersusExpense(flow.income, flow.expenses, flow.net)


def _days_of(month: str) -> DateRange:
    if not _MONTH.fullmatch(month) or month.startswith("0000"):
        raise Invalid(errors={"month": ["Must be a month, YYYY-MM"]})
    return period_range(int(month.replace("-", "")))
