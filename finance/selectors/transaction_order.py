"""The orders in which transactions are listed."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Collate

from finance.models import Transaction
from finance.selectors.transaction_rows import rows_of

SortBy = Literal["date", "amount", "category", "account"]
SortOrder = Literal["asc", "desc"]

# By code point of folded names: a database's own locale would give each database an order of its own.
_BY_CODE_POINT: Final = {"postgresql": "C", "sqlite": "BINARY"}


def sorted_rows(
    transactions: QuerySet[Transaction], *, by: SortBy, order: SortOrder
) -> tuple[QuerySet[Transaction, Any], tuple[str, str]]:
    """The rows, and the two keys by which to order them: ids break ties, in the same direction.

    A category sorts by the name of its top category; rows without one come first when ascending.
    """
    sign = "-" if order == "desc" else ""
    if by in {"date", "amount"}:
        return rows_of(transactions), (f"{sign}{by}", f"{sign}id")
    named = transactions.annotate(sort_key=Collate(_name(by), _BY_CODE_POINT[connection.vendor]))
    return rows_of(named, "sort_key"), (f"{sign}sort_key", f"{sign}id")


def _name(by: SortBy) -> F | Coalesce:
    if by == "account":
        return F("account__name_key")
    return Coalesce(F("category__parent__name_key"), F("category__name_key"), Value(""))
