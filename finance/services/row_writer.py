"""Writes rows of the ledger with every derived column true: period, converted amounts, payee, search text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django.db import connection

from accounts.models import User
from config.lib.money import to_units
from config.lib.periods import period_of
from finance.domain.amounts import amounts_of
from finance.domain.merchant import Payees
from finance.domain.rates import RateTable
from finance.domain.search_text import name_part, text_part
from finance.models import Account, Category, Split, Transaction
from finance.selectors.rates import rate_table
from finance.sql.bulk import stored_instant, update_rows

TABLE = Transaction._meta.db_table
CONTENT = (
    "account_id", "to_account_id", "category_id", "date", "period", "type", "status", "amount", "currency",
    "base_amount", "account_amount", "to_amount", "note", "merchant", "payee", "search_text",
)  # fmt: skip
_SAVED = (
    *CONTENT, "refund_of_id", "needs_review", "fingerprint", "occurrence", "external_id",
    "former_external_id", "corrected", "deletion", "deleted_at", "updated_at",
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


class RowColumns:
    """Computes the columns of `CONTENT` for rows of one owner, remembering what rows have in common."""

    def __init__(self, base: str, rates: RateTable) -> None:
        self.base = base
        self.rates = rates
        self._places: dict[tuple[int | None, ...], _Place] = {}
        self._days: dict[date, tuple[Any, int]] = {}
        self._payees = Payees()

    def of(
        self,
        row: Content,
        units: int,
        currency: str,
        *,
        account: Account,
        to_account: Account | None,
        category: Category | None,
    ) -> tuple[Any, ...]:
        """Values as the database stores them, money in units; `units` is the amount."""
        ids = (account.pk, to_account.pk if to_account else None, category.pk if category else None)
        place = self._places.get(ids)
        if place is None:
            place = self._places[ids] = _Place.of(account, to_account, category)
        day = self._days.get(row.date)
        if day is None:
            stored = connection.ops.adapt_datefield_value(row.date)
            day = self._days[row.date] = (stored, period_of(row.date))
        if currency == self.base == place.currency:
            converted: tuple[int | None, ...] = (units, units, units if to_account else None)
        else:
            converted = self._converted(row, currency, account, to_account)
        return (
            *ids,
            *day,
            row.type,
            row.status,
            units,
            currency,
            *converted,
            row.note,
            row.merchant,
            self._payees.of(merchant=row.merchant, note=row.note),
            text_part(row.note, row.merchant) + place.search_text,
        )

    def _converted(
        self, row: Content, currency: str, account: Account, to_account: Account | None
    ) -> tuple[int | None, ...]:
        to = to_account.currency if to_account else None
        amounts = amounts_of(
            row.amount, currency, row.date, base=self.base, account=account.currency, to=to, rates=self.rates
        )
        return tuple(None if amount is None else to_units(amount) for amount in amounts)


class _Place(NamedTuple):
    """`currency` is that of both accounts, "" when they differ."""

    currency: str
    search_text: str

    @classmethod
    def of(cls, account: Account, to_account: Account | None, category: Category | None) -> _Place:
        same = to_account is None or to_account.currency == account.currency
        text = name_part(category=category, account=account, to_account=to_account)
        return cls(account.currency if same else "", text)


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
        currencies |= {
            row.currency,
            row.account.currency,
            row.to_account.currency if row.to_account else row.currency,
        }
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
        row,
        to_units(row.amount),
        row.currency,
        account=row.account,
        to_account=row.to_account,
        category=row.category,
    )
    return (
        row.pk, *content, row.refund_of_id, row.needs_review,
        None if row.fingerprint is None else bytes(row.fingerprint), row.occurrence, row.external_id,
        row.former_external_id, None if row.corrected is None else json.dumps(row.corrected), row.deletion,
        stored_instant(row.deleted_at), stored_instant(at),
    )  # fmt: skip


def _refresh_splits(rows: Sequence[Transaction], columns: RowColumns) -> None:
    by_id = {row.pk: row for row in rows}
    lines = list(Split.objects.filter(transaction__in=by_id))
    for line in lines:
        row = by_id[line.transaction_id]
        line.base_amount = columns.rates.convert(line.amount, row.currency, columns.base, row.date)
    Split.objects.bulk_update(lines, ["base_amount"])
