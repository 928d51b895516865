"""Streams a whole ledger, row by row: for `manage.py verify` alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F

from analytics.domain.recount import LedgerRow, Line
from config.lib.money import to_units
from finance.models import Split, Transaction

if TYPE_CHECKING:
    from accounts.models import User

_CHUNK: Final = 5_000


class StoredRow(NamedTuple):
    """What a row says of itself twice: its month, and its amount in other currencies."""

    table: str
    id: int
    date: date
    period: int | None
    amount: Decimal
    currency: str
    stored: Mapping[str, Decimal | None]
    targets: Mapping[str, str | None]


def counting_rows(user: User) -> Iterator[LedgerRow]:
    """Every live, posted row with its split lines, by id."""
    lines = defaultdict(list)
    split = Split.objects.for_user(user).order_by("transaction", "position")
    for key, category, base in split.values_list("transaction", "category", "base_amount"):
        lines[key].append(Line(category, _units(base)))
    names = (
        "id", "date", "type", "base_amount", "account_amount", "to_amount", "account", "to_account",
        "category", "refund_of", "refund_of__category", "payee",
    )  # fmt: skip
    rows = Transaction.objects.for_user(user).filter(deletion="", status="posted").order_by("id")
    for key, day, kind, base, own, to, *rest in rows.values_list(*names).iterator(_CHUNK):
        account, to_account, category, refund_of, bought, payee = rest
        yield LedgerRow(
            key, day, kind, _units(base), _units(own), _units(to), account, to_account, category,
            refund_of is not None, bought, payee, lines.get(key, ()),
        )  # fmt: skip


def stored_rows(user: User) -> Iterator[StoredRow]:
    """Every row and split line of the user, deleted ones too."""
    rows = Transaction.objects.for_user(user).values_list(
        "id", "date", "period", "amount", "currency", "base_amount", "account_amount", "to_amount",
        "account__currency", "to_account__currency",
    )  # fmt: skip
    base_currency = user.base_currency
    for key, day, period, amount, currency, base, own, to, of, of_other in rows.iterator(_CHUNK):
        stored = {"base_amount": base, "account_amount": own, "to_amount": to}
        targets = {"base_amount": base_currency, "account_amount": of, "to_amount": of_other}
        yield StoredRow("finance_transaction", key, day, period, amount, currency, stored, targets)
    lines = Split.objects.for_user(user).annotate(
        day=F("transaction__date"), currency=F("transaction__currency")
    )
    for key, day, amount, currency, base in lines.values_list(
        "id", "day", "amount", "currency", "base_amount"
    ).iterator(_CHUNK):
        stored, targets = {"base_amount": base}, {"base_amount": base_currency}
        yield StoredRow("finance_split", key, day, None, amount, currency, stored, targets)


def _units(amount: Decimal | None) -> int | None:
    return None if amount is None else to_units(amount)
