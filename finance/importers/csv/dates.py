"""What a cell may mean as a date: every reading that is possible, none preferred."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from finance.importers.csv.months import month_of

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
Dates = tuple[date | None, date | None, date | None]  # one reading for each of ORDERS

_LONGEST = 64
_TIME = (
    r"(?:(?:T|,?\s+(?:(?:at|um|kl\.?|-)\s+)?)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,:]\d{1,9})?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|(?:GMT|UTC)?[+-]\d{2}:?\d{2}|[A-Z]{3,5})?(?:\s*\([^()]{2,40}\))?)?"
)
_ISO = re.compile(r"(\d{4})([-/.\s])\s?(\d{1,2})\2\s?(\d{1,2})\.?" + _TIME)
_CJK = re.compile(r"(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]?" + _TIME)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:\.\d{1,6})?Z?(?:\[[^\]]{1,12}\])?)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.\s])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?" + _TIME)
_MIXED = re.compile(r"(\d{1,2})[./](\d{1,2})[-/](\d{4})" + _TIME)  # 31.01/2024 and such
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lu|ma|me|je|ve|lun|mar|mer|mié|mie|jeu|jue|gio|vie|ven|sam|sáb|"
    r"sab|dim|dom|wo|vr|za|zo|man|mån|tir|tis|ons|tor|fre|lör|lør|sön|søn|pon|wt|śr|czw|pt|sob|niedz|seg|ter|qua|qui|sex)"
    r"[^\W\d_]{0,8}\.?,?\s+(?=\d)",
    re.IGNORECASE,
)
_WORD = r"([^\W\d_]{3,12})\.?"
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|er|º|°)?[-/\s]*(?:de\s+|of\s+)?" + _WORD
                       + r"[-/,.'\s]*(?:de[l]?\s+)?(\d{4}|\d{2})\.?" + _TIME)  # fmt: skip
_NAME_DAY = re.compile(r"(?:[^\W\d_]{2,10}\.?(?:,\s*|\s+))?" + _WORD
                       + r"[-/\s]*(\d{1,2})(?:st|nd|rd|th)?[-/,\s]+'?(\d{4}|\d{2})\.?" + _TIME)  # fmt: skip
_YEAR_NAME = re.compile(r"(\d{4})[-/.\s]*" + _WORD + r"[-/.\s]*(\d{1,2})" + _TIME)
_LOOSE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def read_dates(cell: str, *, loose: bool = False) -> Dates | None:
    """The day that the cell names under each order of day, month and year; None when it is no date at all.

    A year first with four digits, or a named month, reads the same under every order. The time of day is
    passed over and no time zone is applied: the day is the one printed. `loose` also takes bare digits
    (`31012024`, `310124`, seconds since 1970), which only a heading makes a date.
    """
    text = cell.strip()
    if not 5 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)) or not text[0].isalnum():
        return None
    return _numeric(text) or _named(text) or (_bare(text) if loose else None)


def _numeric(text: str) -> Dates | None:
    if match := _ISO.fullmatch(text):
        return _same(match[1], match[3], match[4])
    if match := _PACKED.fullmatch(text) or _CJK.fullmatch(text):
        return _same(match[1], match[2], match[3])
    text = _WEEKDAY.sub("", text, count=1) if text[0].isalpha() else text
    if match := _NUMERIC.fullmatch(text):
        return _three(match[1], match[3], match[4])
    if match := _MIXED.fullmatch(text):
        return _three(match[1], match[2], match[3])
    return None


def _named(text: str) -> Dates | None:
    for candidate in (text, _WEEKDAY.sub("", text, count=1)):
        if match := _DAY_NAME.fullmatch(candidate):
            return _with_name(match[3], match[2], match[1])
        if match := _NAME_DAY.fullmatch(candidate):
            return _with_name(match[3], match[1], match[2])
        if match := _YEAR_NAME.fullmatch(candidate):
            return _with_name(match[1], match[2], match[3])
    return None


def _bare(text: str) -> Dates | None:
    if match := _LOOSE.fullmatch(text):
        return _three(match[1], match[2], match[3])
    if _EPOCH.fullmatch(text):
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10]))
        return (moment.date(),) * 3
    return None


def _with_name(year: str, name: str, day: str) -> Dates | None:
    month = month_of(name)
    return _same(year, str(month), day) if month else None


def _same(year: str, month: str, day: str) -> Dates | None:
    found = _day(year, month, day)
    return (found, found, found) if found else None


def _three(first: str, second: str, third: str) -> Dates | None:
    year_first = _day(first, second, third) if len(third) == 2 and len(first) == 2 else None
    readings = (_day(third, second, first), _day(third, first, second), year_first)
    return readings if any(readings) else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    if not 1900 <= number <= 2100:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
