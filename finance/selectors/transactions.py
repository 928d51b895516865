"""The transactions that a reader asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet, Subquery

from config.lib.text import fold
from finance.domain.transaction_filter import TransactionFilter
from finance.models import (
    Account,
    Category,
    DuplicateCandidate,
    ImportBatch,
    Source,
    Split,
    Transaction,
    TransactionTag,
)
from finance.sql.categories import UNCATEGORIZED

if TYPE_CHECKING:
    from accounts.models import User

_NO_CATEGORY: Final = fold(UNCATEGORIZED)
# Conditions that compare one column.
_DIRECT: Final = {
    "type": "type",
    "status": "status",
    "start_date": "date__gte",
    "end_date": "date__lte",
    "least": "amount__gte",
    "most": "amount__lte",
    "is_anomaly": "is_anomaly",
    "needs_review": "needs_review",
    "import_id": "import_batch_id",
}


def filter_transactions(*, user: User, filters: TransactionFilter) -> QuerySet[Transaction]:
    """The user's live rows that meet every condition, in no order.

    No join: a count reads one table, and names are looked up inside the statement.
    """
    direct = {column: getattr(filters, name) for name, column in _DIRECT.items()}
    rows = Transaction.objects.for_user(user).filter(
        deletion="", **{column: value for column, value in direct.items() if value is not None}
    )
    for condition in (_account, _categories, _source, _tag, _duplicate):
        rows = rows.filter(condition(user, filters))
    for word in filters.words:
        rows = rows.filter(search_text__contains=word)
    return rows


def _account(user: User, filters: TransactionFilter) -> Q:
    found = Q()
    if filters.account_id is not None:
        found &= _either_side(filters.account_id)
    if filters.account is not None:
        named = Account.objects.for_user(user).filter(name_key=fold(filters.account))
        found &= _either_side(Subquery(named.values("id")[:1]))
    return found


def _either_side(account: Any) -> Q:
    return Q(account_id=account) | Q(to_account_id=account)


def _categories(user: User, filters: TransactionFilter) -> Q:
    found = Q()
    if filters.category_id is not None:
        found &= _in(user, Q(id=filters.category_id) | Q(parent_id=filters.category_id))
    if filters.subcategory is not None:
        sub = Q(name_key=fold(filters.subcategory), parent__isnull=False)
        top = Q() if filters.category is None else Q(parent__name_key=fold(filters.category))
        found &= _in(user, sub & top)
    elif filters.category is not None:
        key = fold(filters.category)
        found &= _in(
            user, Q(name_key=key, parent=None) | Q(parent__name_key=key), without=key == _NO_CATEGORY
        )
    return found


def _in(user: User, wanted: Q, *, without: bool = False) -> Q:
    """Rows in these categories, or `without` any; the lines of a split row speak for it."""
    categories = Category.objects.for_user(user).filter(wanted).values("id")
    of_row = Q(category_id__in=categories)
    of_line = Q(category_id__in=categories)
    if without:
        of_row |= Q(category_id=None) & ~Q(type=Transaction.Type.TRANSFER)
        of_line |= Q(category_id=None)
    lines = Split.objects.for_user(user)
    whole = of_row & ~Q(id__in=lines.values("transaction_id"))
    return whole | Q(id__in=lines.filter(of_line).values("transaction_id"))


def _source(user: User, filters: TransactionFilter) -> Q:
    if filters.source is None:
        return Q()
    if filters.source in Source.Kind.values:
        return Q(source_id__in=Source.objects.for_user(user).filter(kind=filters.source).values("id"))
    files = ImportBatch.objects.for_user(user).filter(file_name=filters.source)
    return Q(import_batch_id__in=files.values("id"))


def _tag(user: User, filters: TransactionFilter) -> Q:
    if filters.tag is None:
        return Q()
    links = TransactionTag.objects.for_user(user).filter(tag__name_key=fold(filters.tag))
    return Q(id__in=links.values("transaction_id"))


def _duplicate(user: User, filters: TransactionFilter) -> Q:
    if filters.is_duplicate is None:
        return Q()
    pairs = DuplicateCandidate.objects.for_user(user).filter(decision=DuplicateCandidate.Decision.OPEN)
    twin = Q(id__in=pairs.values("transaction_id"))
    return twin if filters.is_duplicate else ~twin
