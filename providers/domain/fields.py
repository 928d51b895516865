"""Fields of a row that a bank sent: read strictly, cleaned, or the row is `Unreadable`.

Each reader takes the spellings that a field may have; the first that is there counts, null as not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from config.lib.currencies import is_currency
from config.lib.money import ROW_LIMIT, UNIT, MoneyError, parse_money
from config.lib.text import clean

Row = Mapping[str, Any]

BALANCE_LIMIT = Decimal(10) ** 12
_LONGEST_ID = 255
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", re.ASCII)
_YEARS = range(1900, 2101)
# Banks that count in binary send 10.100000000000001; a real fifth decimal is far more than that.
_NOISE = Decimal("0.0000001")
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


class Unreadable(ValueError):  # noqa: N818 - reads as an answer
    """The row cannot be used; the text says which field and why, and quotes nothing of it."""


def identity(row: Row, *names: str) -> str:
    """An id as the bank writes it, 1 to 255 printable characters; whole numbers count."""
    value = _first(row, names)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _is_id(value):
        raise Unreadable(f"{names[0]} is not an id")
    return value


def optional_identity(row: Row, *names: str) -> str | None:
    """None where it is missing, null or empty."""
    value = _first(row, names)
    return None if value is None or value == "" else identity(row, *names)


def text(row: Row, *names: str, limit: int = 500) -> str:
    """Clean, at most `limit` characters, "" when there is none."""
    value = _first(row, names)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{names[0]} is not text")
    return clean(value, limit=limit)


def amount(row: Row, *names: str, limit: Decimal = ROW_LIMIT) -> Decimal:
    """A JSON number or a text of one, exact to four decimals."""
    return number(_first(row, names), names[0], limit=limit)


def optional_amount(row: Row, *names: str, limit: Decimal = BALANCE_LIMIT) -> Decimal | None:
    value = _first(row, names)
    return None if value is None else number(value, names[0], limit=limit)


def number(value: object, name: str, *, limit: Decimal, unit: Decimal = UNIT) -> Decimal:
    """A number as a bank writes it, to whole `unit`s; Unreadable where it has more decimals than noise."""
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise Unreadable(f"{name} is not a number")
    try:
        exact = parse_money(value, decimals=20, limit=limit)
    except MoneyError as problem:
        raise Unreadable(f"{name}: {problem}") from None
    rounded = exact.quantize(unit, context=_EXACT)
    if abs(rounded - exact) > min(_NOISE, unit):
        raise Unreadable(f"{name} has too many decimals")
    return rounded or abs(rounded)


def day(row: Row, *names: str) -> date:
    """YYYY-MM-DD."""
    return _day(_first(row, names), _ISO_DAY, (1, 2, 3), names[0])


def optional_day(row: Row, *names: str) -> date | None:
    return None if _first(row, names) is None else day(row, *names)


def day_first(row: Row, *names: str) -> date:
    """DD/MM/YYYY."""
    return _day(_first(row, names), _DAY_FIRST, (3, 2, 1), names[0])


def currency(row: Row, *names: str) -> str:
    value = _first(row, names)
    code = value.strip().upper() if isinstance(value, str) else ""
    if not is_currency(code):
        raise Unreadable(f"{names[0]} is not a currency")
    return code


def word(row: Row, name: str, words: Mapping[str, str]) -> str:
    """What the bank's word means; Unreadable for one that is not among `words`."""
    value = row.get(name)
    if not isinstance(value, str) or value not in words:
        raise Unreadable(f"{name} is not one of its words")
    return words[value]


def _first(row: Row, names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _is_id(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_ID and value.isprintable() and value == value.strip()


def _day(value: object, pattern: re.Pattern[str], order: tuple[int, int, int], name: str) -> date:
    written = pattern.fullmatch(value) if isinstance(value, str) else None
    try:
        found = date(*(int(written[part]) for part in order)) if written else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise Unreadable(f"{name} is not a date")
    return found
