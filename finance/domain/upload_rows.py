"""Reads the rows of a JSON upload into incoming transactions, and names what is wrong with the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from config.lib.currencies import decimals_of, is_currency
from config.lib.money import MoneyError, parse_money
from config.lib.text import clean, fold
from finance.domain.incoming import IncomingTransaction, Kind

KEYS: Final = frozenset(
    ("date", "amount", "type", "category", "subcategory", "account", "note", "currency", "to_account",
     "external_id", "merchant", "tags")
)  # fmt: skip
_WORDS: Final[Mapping[str, tuple[Kind, str]]] = {
    **dict.fromkeys(("exp.", "exp", "expense", "expenses", "debit"), ("Expense", "out")),
    **dict.fromkeys(("income", "credit"), ("Income", "in")),
    **dict.fromkeys(("transfer", "transfer-out", "transfer out"), ("Transfer", "out")),
    **dict.fromkeys(("transfer-in", "transfer in"), ("Transfer", "in")),
}
NAME_LIMIT, NOTE_LIMIT, ID_LIMIT, TAG_LIMIT = 120, 500, 255, 60
_LIMITS: Final = {"merchant": 200, "category": NAME_LIMIT, "subcategory": NAME_LIMIT, "to_account": NAME_LIMIT}


class RowProblem(NamedTuple):
    """`row` is the position in the upload, starting at 1."""

    row: int
    field: str
    message: str


class UploadRows(NamedTuple):
    """`merged_legs` counts the Transfer-In rows that were the other half of a Transfer-Out row."""

    rows: list[IncomingTransaction]
    problems: list[RowProblem]
    merged_legs: int


class _Wrong(ValueError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class _Leg(NamedTuple):
    row: IncomingTransaction
    arrives: bool


def read_upload_rows(
    rows: Sequence[Any],
    *,
    parse_day: Callable[[object], date],
    account_currencies: Mapping[str, str],
    base_currency: str,
) -> UploadRows:
    """Every row is read before anything is decided; a row with a problem is left out and named.

    `parse_day` raises ValueError; `account_currencies` are those of the accounts that exist, by folded name.
    """
    reader = _RowReader(parse_day, account_currencies, base_currency)
    legs: list[_Leg] = []
    problems: list[RowProblem] = []
    for number, raw in enumerate(rows, start=1):
        try:
            legs.append(reader.read(raw, number))
        except _Wrong as problem:
            problems.append(RowProblem(number, problem.field, str(problem)))
    read, merged = _merge_legs(legs)
    return UploadRows(read, problems, merged)


class _RowReader:
    """Remembers what a column repeats, so that a large file is read at the speed of its notes."""

    def __init__(
        self, parse_day: Callable[[object], date], account_currencies: Mapping[str, str], base_currency: str
    ) -> None:
        self._day = cache(parse_day)
        self._clean = cache(clean)
        self._type = cache(_kind_of)
        self._decimals = cache(self._decimals_of)
        self._account_currencies = account_currencies
        self._base = base_currency

    def read(self, raw: Any, number: int) -> _Leg:
        if not isinstance(raw, dict):
            raise _Wrong("row", "Must be an object")
        if not raw.keys() <= KEYS:
            raise _Wrong(sorted(raw.keys() - KEYS)[0], "Unknown field")
        kind, direction = self._kind(raw.get("type"))
        account = self._name(raw, "account", required=True)
        category = self._name(raw, "category")
        to_account = self._name(raw, "to_account")
        arrives = False
        if kind == "Transfer":
            account, to_account, arrives = _sides(account, category, to_account, direction)
            category = ""
        elif to_account:
            raise _Wrong("to_account", "Only a transfer has one")
        currency = self._currency(raw.get("currency"))
        row = IncomingTransaction(
            date=self._date(raw.get("date")),
            amount=self._amount(raw.get("amount"), self._decimals(currency, account)),
            currency=currency,
            type=kind,
            account=account,
            to_account=to_account or None,
            category=category or None,
            subcategory=(self._name(raw, "subcategory") or None) if category else None,
            note=self._text(raw, "note", NOTE_LIMIT),
            merchant=self._name(raw, "merchant"),
            external_id=self._text(raw, "external_id", ID_LIMIT) or None,
            tags=self._tags(raw.get("tags")),
            line=number,
        )
        return _Leg(row, arrives)

    def _kind(self, value: Any) -> tuple[Kind, str]:
        found = self._type(value) if isinstance(value, str) else None
        if found is None:
            raise _Wrong("type", "Must be Income, Expense or Transfer")
        return found

    def _date(self, value: Any) -> date:
        try:
            return self._day(value) if isinstance(value, str) else self._day("")
        except ValueError as problem:
            raise _Wrong("date", str(problem)) from None

    def _amount(self, value: Any, decimals: int) -> Decimal:
        if value is None or isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
            raise _Wrong("amount", "Must be a number")
        try:
            amount = parse_money(value, decimals=decimals)
        except MoneyError as problem:
            raise _Wrong("amount", str(problem)) from None
        if amount < 0:
            raise _Wrong("amount", "Must not be negative: the direction is in type")
        return amount

    def _currency(self, value: Any) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not is_currency(value.strip().upper()):
            raise _Wrong("currency", "Must be a currency code, such as INR")
        return value.strip().upper()

    def _decimals_of(self, currency: str | None, account: str) -> int:
        return decimals_of(currency or self._account_currencies.get(fold(account)) or self._base)

    def _name(self, raw: dict[str, Any], field: str, *, required: bool = False) -> str:
        value = raw.get(field)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise _Wrong(field, "Must be text")
        name = self._clean(value, limit=NOTE_LIMIT)
        if required and not name:
            raise _Wrong(field, "Required")
        if len(name) > _LIMITS.get(field, NAME_LIMIT):
            raise _Wrong(field, f"At most {_LIMITS.get(field, NAME_LIMIT)} characters")
        return name

    def _text(self, raw: dict[str, Any], field: str, limit: int) -> str:
        value = raw.get(field)
        if value is None or value == "":
            return ""
        if not isinstance(value, str):
            raise _Wrong(field, "Must be text")
        text = clean(value, limit=limit + 1)
        if len(text) > limit:
            raise _Wrong(field, f"At most {limit} characters")
        return text

    def _tags(self, value: Any) -> tuple[str, ...]:
        if not value:
            return ()
        if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
            raise _Wrong("tags", "Must be a list of texts")
        tags = tuple(dict.fromkeys(tag for tag in (clean(tag, limit=TAG_LIMIT + 1) for tag in value) if tag))
        if any(len(tag) > TAG_LIMIT for tag in tags):
            raise _Wrong("tags", f"At most {TAG_LIMIT} characters each")
        return tags


def _kind_of(word: str) -> tuple[Kind, str] | None:
    return _WORDS.get(" ".join(word.lower().split()))


def _sides(account: str, category: str, to_account: str, direction: str) -> tuple[str, str, bool]:
    """(from, to, whether this is the arriving leg). The category column of a transfer names the other account."""
    other = to_account or category
    if fold(other) == fold(account):
        raise _Wrong("category", "A transfer needs two different accounts")
    if to_account or direction == "out":
        return account, other, False
    if not other:
        raise _Wrong("category", "Must name the account that the transfer came from")
    return other, account, True


def _merge_legs(legs: Iterable[_Leg]) -> tuple[list[IncomingTransaction], int]:
    """Drops each arriving leg whose leaving leg is in the file too: same day, amount, currency and accounts."""
    leaving: dict[tuple[Any, ...], int] = defaultdict(int)
    legs = list(legs)
    for leg in legs:
        if leg.row.type == "Transfer" and not leg.arrives:
            leaving[_movement(leg.row)] += 1
    kept = []
    for leg in legs:
        if leg.arrives and leaving.get(_movement(leg.row), 0):
            leaving[_movement(leg.row)] -= 1
        else:
            kept.append(leg.row)
    return kept, len(legs) - len(kept)


def _movement(row: IncomingTransaction) -> tuple[Any, ...]:
    return row.date, row.amount, row.currency, fold(row.account), fold(row.to_account or "")
