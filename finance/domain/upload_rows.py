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
NAME_LIMIT, MERCHANT_LIMIT, NOTE_LIMIT, ID_LIMIT, TAG_LIMIT = 120, 200, 500, 255, 60


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


class _Wrong(ValueError):  # noqa: N818 - reads as what it says: a wrong field
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


class _Shape(NamedTuple):
    """What the repeating columns of a row say; a ledger has few shapes and many rows."""

    kind: Kind
    account: str
    to_account: str | None
    arrives: bool
    category: str | None
    subcategory: str | None
    merchant: str
    currency: str | None
    decimals: int


_SHAPING: Final = ("type", "account", "category", "subcategory", "to_account", "merchant", "currency")


class _RowReader:
    def __init__(
        self, parse_day: Callable[[object], date], account_currencies: Mapping[str, str], base_currency: str
    ) -> None:
        self._day = cache(parse_day)
        self._shape = cache(self._read_shape)
        self._account_currencies = account_currencies
        self._base = base_currency

    def read(self, raw: Any, number: int) -> _Leg:
        if not isinstance(raw, dict):
            raise _Wrong("row", "Must be an object")
        if not raw.keys() <= KEYS:
            raise _Wrong(min(raw.keys() - KEYS), "Unknown field")
        columns = tuple(map(raw.get, _SHAPING))
        try:
            shape = self._shape(*columns)
        except TypeError:  # a list or an object where text belongs cannot be remembered, only refused
            shape = self._read_shape(*columns)
        row = IncomingTransaction(
            date=self._date(raw.get("date")),
            amount=_amount(raw.get("amount"), shape.decimals),
            currency=shape.currency,
            type=shape.kind,
            account=shape.account,
            to_account=shape.to_account,
            category=shape.category,
            subcategory=shape.subcategory,
            note=_text("note", raw.get("note"), NOTE_LIMIT),
            merchant=shape.merchant,
            external_id=_text("external_id", raw.get("external_id"), ID_LIMIT) or None,
            tags=_tags(raw.get("tags")),
            line=number,
        )
        return _Leg(row, shape.arrives)

    def _read_shape(self, *columns: Any) -> _Shape:
        given = dict(zip(_SHAPING, columns, strict=True))
        kind, direction = _kind(given["type"])
        account = _text("account", given["account"], NAME_LIMIT)
        if not account:
            raise _Wrong("account", "Required")
        category, to_account = (
            _text(field, given[field], NAME_LIMIT) for field in ("category", "to_account")
        )
        subcategory = _text("subcategory", given["subcategory"], NAME_LIMIT) if category else ""
        arrives = False
        if kind == "Transfer":
            account, to_account, arrives = _sides(account, category, to_account, direction)
            category = subcategory = ""
        elif to_account:
            raise _Wrong("to_account", "Only a transfer has one")
        currency = _currency(given["currency"])
        return _Shape(
            kind,
            account,
            to_account or None,
            arrives,
            category or None,
            subcategory or None,
            _text("merchant", given["merchant"], MERCHANT_LIMIT),
            currency,
            decimals_of(currency or self._account_currencies.get(fold(account)) or self._base),
        )

    def _date(self, value: Any) -> date:
        try:
            return self._day(value if isinstance(value, str) else "")
        except ValueError as problem:
            raise _Wrong("date", str(problem)) from None


def _kind(word: Any) -> tuple[Kind, str]:
    found = _WORDS.get(" ".join(word.lower().split())) if isinstance(word, str) else None
    if found is None:
        raise _Wrong("type", "Must be Income, Expense or Transfer")
    return found


def _amount(value: Any, decimals: int) -> Decimal:
    try:
        amount = parse_money(value, decimals=decimals)
    except MoneyError as problem:
        raise _Wrong("amount", str(problem).capitalize()) from None
    if amount < 0:
        raise _Wrong("amount", "Must not be negative: the direction is in type")
    return amount


def _currency(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not is_currency(value.strip().upper()):
        raise _Wrong("currency", "Must be a currency code, such as INR")
    return value.strip().upper()


def _text(field: str, value: Any, limit: int) -> str:
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        raise _Wrong(field, "Must be text")
    text = clean(value, limit=limit + 1)
    if len(text) > limit:
        raise _Wrong(field, f"At most {limit} characters")
    return text


def _tags(value: Any) -> tuple[str, ...]:
    if not value:
        return ()
    if not isinstance(value, list):
        raise _Wrong("tags", "Must be a list of texts")
    tags = dict.fromkeys(_text("tags", tag, TAG_LIMIT) for tag in value)
    return tuple(tag for tag in tags if tag)


def _sides(account: str, category: str, to_account: str, direction: str) -> tuple[str, str, bool]:
    """(from, to, whether this is the arriving leg). The category column of a transfer names the other
    account.
    """
    other = to_account or category
    if fold(other) == fold(account):
        raise _Wrong("category", "A transfer needs two different accounts")
    if to_account or direction == "out":
        return account, other, False
    if not other:
        raise _Wrong("category", "Must name the account that the transfer came from")
    return other, account, True


def _merge_legs(legs: Iterable[_Leg]) -> tuple[list[IncomingTransaction], int]:
    """Drops each arriving leg whose leaving leg is in the file too: same day, amount, currency and
    accounts.
    """
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
