"""Writes rows of the ledger with every derived column true: period, converted amounts, search text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from accounts.models import User
from config.lib.money import to_units
from config.lib.periods import period_of
from finance.domain.amounts import amounts_of
from finance.domain.rates import RateTable
from finance.domain.search_text import search_text_of
from finance.models import Account, Category, Split, Transaction
from finance.selectors.rates import rate_table
from finance.sql.bulk import update_rows

TABLE = Transaction._meta.db_table
CONTENT = (
    "account_id", "to_account_id", "category_id", "date", "period", "type", "status", "amount", "currency",
    "base_amount", "account_amount", "to_amount", "note", "merchant", "search_text",
)  # fmt: skip
_SAVED = (
    *CONTENT, "refund_of_id", "needs_review", "fingerprint", "occurrence", "external_id", "corrected", "deletion",
    "deleted_at", "updated_at",
)  # fmt: skip


class Content(Protocol):
    """What a stored and an incoming transaction have in common."""

    @property
    def date(self) -> date: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def type(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def merchant(self) -> str: ...


@dataclass(frozen=True)
class RowColumns:
    """Computes the columns of `CONTENT` for rows of one owner."""

    base: str
    rates: RateTable

    def of(
        self, row: Content, currency: str, *, account: Account, to_account: Account | None, category: Category | None
    ) -> tuple[Any, ...]:
        """Values as the database stores them, money in units."""
        return (
            account.pk,
            to_account.pk if to_account else None,
            category.pk if category else None,
            row.date,
            period_of(row.date),
            row.type,
            row.status,
            units := to_units(row.amount),
            currency,
            *self._converted(row, units, currency, account, to_account),
            row.note,
            row.merchant,
            search_text_of(
                note=row.note, merchant=row.merchant, category=category, account=account, to_account=to_account
            ),
        )

    def _converted(
        self, row: Content, units: int, currency: str, account: Account, to_account: Account | None
    ) -> tuple[int | None, ...]:
        to = to_account.currency if to_account else None
        if currency == self.base == account.currency and to in (None, currency):
            return units, units, None if to is None else units
        amounts = amounts_of(
            row.amount, currency, row.date, base=self.base, account=account.currency, to=to, rates=self.rates
        )
        return tuple(None if amount is None else to_units(amount) for amount in amounts)


def save_rows(*, user: User, rows: Sequence[Transaction], at: datetime) -> None:
    """Store changed rows by one UPDATE, derived columns and the base amounts of split lines included.

    The rows come with `account`, `to_account` and `category__parent` loaded. A transfer loses its category,
    anything else its receiving account. The caller owns the transaction, the history and the lock.
    """
    if not rows:
        return
    days = [row.date for row in rows]
    currencies = {user.base_currency}
    for row in rows:
        _fit_type(row)
        currencies |= {row.currency, row.account.currency, row.to_account.currency if row.to_account else row.currency}
    columns = RowColumns(user.base_currency, rate_table(currencies, start=min(days), end=max(days)))
    update_rows(TABLE, _SAVED, [_stored(row, columns, at) for row in rows])
    _refresh_splits(rows, columns)


def _fit_type(row: Transaction) -> None:
    if row.type == Transaction.Type.TRANSFER:
        row.category = None
    else:
        row.to_account = None


def _stored(row: Transaction, columns: RowColumns, at: datetime) -> tuple[Any, ...]:
    content = columns.of(
        row, row.currency, account=row.account, to_account=row.to_account, category=row.category
    )
    return (
        row.pk, *content, row.refund_of_id, row.needs_review,
        None if row.fingerprint is None else bytes(row.fingerprint), row.occurrence, row.external_id,
        None if row.corrected is None else json.dumps(row.corrected), row.deletion, row.deleted_at, at,
    )  # fmt: skip


def _refresh_splits(rows: Sequence[Transaction], columns: RowColumns) -> None:
    by_id = {row.pk: row for row in rows}
    lines = list(Split.objects.filter(transaction__in=by_id))
    for line in lines:
        row = by_id[line.transaction_id]
        line.base_amount = columns.rates.convert(line.amount, row.currency, columns.base, row.date)
    Split.objects.bulk_update(lines, ["base_amount"])
