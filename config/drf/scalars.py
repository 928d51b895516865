"""Strict readers of single values; each raises ValueError with the sentence to show."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from config.lib import clock
from config.lib.currencies import is_currency
from config.lib.money import MoneyError, parse_money
from config.lib.text import clean

BIG = 2**63 - 1
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
FIRST_DAY = date(1900, 1, 1)
LONGEST_INSTANT = 40
NOT_A_DAY = "Must be a date, YYYY-MM-DD"
NOT_A_NUMBER = "Must be a number or a decimal string"
_ONE_DAY = timedelta(days=1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,19}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", re.ASCII)


def parse_amount(value: object) -> Decimal:
    try:
        return parse_money(_written(value))
    except MoneyError as problem:
        sentence = str(problem)
        raise ValueError(sentence[:1].upper() + sentence[1:]) from None


def parse_positive_amount(value: object) -> Decimal:
    amount = parse_amount(value)
    if amount <= 0:
        raise ValueError("Must be greater than 0")
    return amount


def parse_number(value: object) -> Decimal:
    number = _written(value)
    if not _NUMBER.fullmatch(f"{number:f}" if isinstance(number, Decimal) else str(number)):
        raise ValueError("Must be a number with at most 15 digits and 10 decimals")
    return Decimal(number)


def _written(value: object) -> str | int | Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError(NOT_A_NUMBER)  # noqa: TRY004 - msgspec shows the text of a ValueError
    return value


def parse_day(value: object, *, years: int = 5) -> date:
    """A date, or the date of an ISO date-time as it is written (its own zone, no conversion)."""
    if not isinstance(value, str):
        raise ValueError(NOT_A_DAY)  # noqa: TRY004 - msgspec shows the text of a ValueError
    day = _written_day(value) if len(value) == 10 else _day_of_instant(value)
    # The reader's zone is not known here: the day that is "today" somewhere on earth counts.
    last = latest_day(clock.now().date() + _ONE_DAY, years)
    if not FIRST_DAY <= day <= last:
        raise ValueError(f"Must be between {FIRST_DAY} and {last}")
    return day


@lru_cache
def latest_day(today: date, years: int) -> date:
    """The same day `years` later; 28 February for 29 February."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year + years, day=day)


@lru_cache(maxsize=8192)  # a ledger has few days and many rows
def _written_day(value: str) -> date:
    if not _DAY.fullmatch(value):
        raise ValueError(NOT_A_DAY)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(NOT_A_DAY) from None


def _day_of_instant(value: str) -> date:
    try:
        if value[10:11] not in {"T", "t", " "} or len(value) > LONGEST_INSTANT:
            raise ValueError(NOT_A_DAY)
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(NOT_A_DAY) from None
    return _written_day(value[:10])


def parse_text(value: object, *, limit: int, least: int = 0) -> str:
    if not isinstance(value, str):
        raise ValueError("Must be a text")  # noqa: TRY004 - msgspec shows the text of a ValueError
    if len(value) > 4 * limit:
        raise ValueError(f"Must have at most {limit} characters")
    text = clean(value, limit=4 * limit)
    if len(text) > limit:
        raise ValueError(f"Must have at most {limit} characters")
    if len(text) < least:
        raise ValueError("Must not be empty")
    return text


def parse_search(value: object) -> str:
    text = parse_text(value, limit=200)
    if len(text.split()) > 10:
        raise ValueError("Must have at most 10 words")
    return text


def parse_one_of(value: object, *, names: tuple[str, ...]) -> str:
    """The name itself, in whatever letter case it came."""
    found = {name.lower(): name for name in names}.get(value.lower() if isinstance(value, str) else "")
    if found is None:
        raise ValueError(f"Must be one of {', '.join(names)}")
    return found


def parse_currency(value: object) -> str:
    code = value.strip().upper() if isinstance(value, str) and value.isascii() else ""
    if not is_currency(code):
        raise ValueError("Must be a currency code of ISO 4217, such as EUR")
    return code


def parse_identifier(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= BIG:
        raise ValueError("Must be an id: a whole number above 0")
    return value


def parse_id_text(value: object) -> int:
    """An id of a path or a query string: ASCII digits."""
    digits = isinstance(value, str) and _DIGITS.fullmatch(value)
    return parse_identifier(int(str(value)) if digits else None)


def parse_whole(value: object) -> int:
    """A whole number of a query string that a BIGINT can hold."""
    if isinstance(value, str) and _DIGITS.fullmatch(value.removeprefix("-")) and abs(int(value)) <= BIG:
        return int(value)
    raise ValueError("Must be a whole number")


def parse_boolean(value: object) -> bool:
    """Of a query string."""
    found = BOOLEANS.get(value.lower()) if isinstance(value, str) else None
    if found is None:
        raise ValueError("Must be true or false")
    return found
