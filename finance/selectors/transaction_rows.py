"""Rows of transactions, completed to what readers see.

A page is read from its one table; names, tags and lines follow in two statements for all of its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import QuerySet

from config.lib.errors import Missing
from config.lib.money import wire
from finance.domain.transaction_filter import TransactionFilter
from finance.domain.transaction_out import SplitOut, TransactionOut
from finance.models import Transaction
from finance.selectors.transactions import filter_transactions
from finance.sql.details import Details, SplitLine, details_of
from finance.sql.names import NO_CATEGORY, Names, names_of

if TYPE_CHECKING:
    from accounts.models import User


# Plain texts: this is compared for every row of an export, and members of an enumeration compare slowly.
_INCOME: Final = Transaction.Type.INCOME.value
_TRANSFER: Final = Transaction.Type.TRANSFER.value


class TransactionRow(NamedTuple):
    """The columns that a reader needs, in the order in which they are read."""

    id: int
    date: date
    amount: Decimal
    currency: str
    type: str
    category_id: int | None
    account_id: int
    to_account_id: int | None
    note: str
    merchant: str
    status: str
    is_anomaly: bool
    is_recurring: bool
    source_id: int
    import_batch_id: int | None
    created_at: datetime
    updated_at: datetime


def rows_of(transactions: QuerySet[Transaction], *more: str) -> QuerySet[Transaction, Any]:
    """Named tuples with the fields of `TransactionRow`, then `more`."""
    return transactions.values_list(*TransactionRow._fields, *more, named=True)


def get_transaction(*, user: User, transaction_id: int) -> TransactionOut:
    """A live transaction of the user; Missing for any other."""
    row = (
        rows_of(filter_transactions(user=user, filters=TransactionFilter())).filter(id=transaction_id).first()
    )
    if row is None:
        raise Missing
    return complete(user_id=user.pk, rows=[row])[0]


def complete(*, user_id: int, rows: Sequence[TransactionRow]) -> list[TransactionOut]:
    """What readers see of these rows, in their order; two queries, none for no rows."""
    if not rows:
        return []
    details = details_of(user_id, [row.id for row in rows])
    names = names_in(user_id, rows, _lines(details))
    return [transaction_out(row, names, details) for row in rows]


def names_in(user_id: int, rows: Sequence[TransactionRow], lines: Iterable[SplitLine] = ()) -> Names:
    """The names of everything that these rows and lines mention, in one query."""
    return names_of(
        user_id,
        accounts=_ids(account for row in rows for account in (row.account_id, row.to_account_id)),
        categories=_ids(item.category_id for items in (rows, lines) for item in items),
        sources=_ids(row.source_id for row in rows),
        files=_ids(row.import_batch_id for row in rows),
    )


def _ids(values: Iterable[int | None]) -> set[int]:
    return {value for value in values if value is not None}


def _lines(details: Details) -> list[SplitLine]:
    return [line for lines in details.splits.values() for line in lines]


def transaction_out(row: TransactionRow, names: Names, details: Details) -> TransactionOut:
    category, subcategory = names.categories.get(row.category_id or 0, NO_CATEGORY)
    amount = wire(row.amount, row.currency)
    is_transfer = row.type == _TRANSFER
    account = names.accounts.get(row.account_id, "")  # purged since the row was read, it has no name
    # By position: keywords cost msgspec ten times as much, and an export makes one of these for every row.
    return TransactionOut(
        row.id,
        row.date,
        amount,
        amount if row.type == _INCOME else -amount,
        row.currency,
        row.type,
        category,
        subcategory,
        row.category_id,
        account,
        row.account_id,
        account if is_transfer else None,
        names.accounts.get(row.to_account_id, "") if row.to_account_id else None,
        row.note,
        row.note,
        row.merchant or None,
        row.status,
        is_transfer,
        row.is_anomaly,
        row.id in details.duplicates,
        row.is_recurring,
        details.tags.get(row.id, []),
        [_split_out(line, row.currency, names) for line in details.splits.get(row.id, ())],
        names.files.get(row.import_batch_id) if row.import_batch_id else None,
        names.sources.get(row.source_id, ""),
        row.created_at,
        row.updated_at,
    )


def _split_out(line: SplitLine, currency: str, names: Names) -> SplitOut:
    category, subcategory = names.categories.get(line.category_id or 0, NO_CATEGORY)
    return SplitOut(
        category=category,
        subcategory=subcategory,
        category_id=line.category_id,
        amount=wire(line.amount, currency),
        note=line.note,
    )
