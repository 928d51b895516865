"""The ledger as a CSV file, a chunk at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Final

from config.lib.money import wire
from finance.domain.last_seen import LastSeen
from finance.domain.spreadsheet import neutralise
from finance.domain.transaction_filter import TransactionFilter
from finance.models import Transaction
from finance.selectors.last_seen import last_seen_of
from finance.selectors.transaction_rows import TransactionRow, names_in
from finance.selectors.transaction_stream import transaction_chunks
from finance.sql.names import NO_CATEGORY, Names

if TYPE_CHECKING:
    from accounts.models import User

_TRANSFER: Final = Transaction.Type.TRANSFER.value
HEADER: Final = (
    "id",
    "date",
    "amount",
    "currency",
    "type",
    "category",
    "subcategory",
    "account",
    "from_account",
    "to_account",
    "note",
    "source_file",
    "last_seen_at",
)


def export_csv(*, user: User, filters: TransactionFilter) -> Iterator[str]:
    """Texts that make the file when joined, newest row first; the header comes at once.

    UTF-8 without a byte order mark, lines end in CRLF. Texts that a spreadsheet would run have a quote before
    them. `last_seen_at` is the last import that contained the row, else when it was entered, in UTC.
    """
    yield _written([HEADER])
    seen = last_seen_of(user)
    for rows in transaction_chunks(user=user, filters=filters):
        yield _written(_cells(rows, names_in(user.pk, rows), seen))


def _written(lines: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


def _cells(rows: Iterable[TransactionRow], names: Names, seen: LastSeen) -> Iterator[Sequence[object]]:
    safe, instant = cache(neutralise), cache(_instant)
    for row in rows:
        category, subcategory = names.categories.get(row.category_id or 0, NO_CATEGORY)
        account = safe(names.accounts.get(row.account_id, ""))
        to_account = safe(names.accounts.get(row.to_account_id or 0, ""))
        yield (
            row.id,
            row.date,
            f"{wire(row.amount, row.currency):f}",
            row.currency,
            row.type,
            safe(category or ""),
            safe(subcategory or ""),
            account,
            account if row.type == _TRANSFER else "",
            to_account,
            neutralise(row.note),
            safe(names.files.get(row.import_batch_id or 0, "")),
            instant(seen.of(row.id, created_at=row.created_at)),
        )


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
