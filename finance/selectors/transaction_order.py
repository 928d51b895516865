"""The orders in which transactions are listed."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from finance.models import Transaction
from finance.selectors.ordering import by_code_point
from finance.selectors.transaction_rows import rows_of

SortBy = Literal["date", "amount", "category", "account"]
SortOrder = Literal["asc", "desc"]

_NAMES: dict[str, str | Coalesce] = {
    "account": "account__name_key",
    "category": Coalesce("category__parent__name_key", "category__name_key", Value("")),
}


def sorted_rows(
    transactions: QuerySet[Transaction], *, by: SortBy, order: SortOrder
) -> tuple[QuerySet[Transaction, Any], tuple[str, str]]:
    """The rows, and the two keys by which to order them: ids break ties, in the same direction.

    A category sorts by the name of its top category; rows without one come first when ascending.
    """
    sign = "-" if order == "desc" else ""
    if by not in _NAMES:
        return rows_of(transactions), (f"{sign}{by}", f"{sign}id")
    named = transactions.annotate(sort_key=by_code_point(_NAMES[by]))
    return rows_of(named, "sort_key"), (f"{sign}sort_key", f"{sign}id")
