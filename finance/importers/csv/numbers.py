"""What a cell may mean as an amount: with a decimal point, with a decimal comma, or either."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from finance.importers.csv.currencies import currencies_of

Mark = Literal[".", ","]
Marker = Literal["", "-", "+", "dr", "cr"]

_LONGEST = 40
_BLANK = frozenset({"", "-", "--", "---", "n/a", "na", "null", "none", "nil", ".", "-.-", "- -", "*"})
_LONGEST_BLANK = 6
_UNIFORM = str.maketrans(
    dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")
    | dict.fromkeys("‐‑‒–—−﹣－", "-")
    | dict.fromkeys("’‘ʼ´`＇", "'")
    | {"\u200e": None, "\u200f": None, "\u200b": None, "\ufeff": None, "\t": " ", "\uff0b": "+"}
)
_PLAIN = re.compile(r"(-?)(\d{1,15})\.(\d\d?)", re.ASCII)
_SHAPE = re.compile(
    r"(?P<head>(?:[^0-9.,]|(?<=[^\W0-9_])\.)*)"
    r"(?P<body>[.,]?[0-9](?:[0-9.,' ]*[0-9])?)"
    r"(?P<tail>(?:[.,](?:-{1,2}|(?=[^0-9]|$)))?(?:[^0-9.,]|(?<=[^\W0-9_])\.)*)"
)
_GROUPED = r"[1-9]\d{0,2}(?:S\d{3})+|[1-9]\d?(?:S\d{2})+S\d{3}"
_BY_SPACE = re.compile(f"({_GROUPED})([.,]\\d*)?".replace("S", " "), re.ASCII)
_BY_QUOTE = re.compile(f"({_GROUPED})([.,]\\d*)?".replace("S", "'"), re.ASCII)
_BY_COMMA = re.compile(_GROUPED.replace("S", ","), re.ASCII)
_BY_POINT = re.compile(_GROUPED.replace("S", r"\."), re.ASCII)
_SIGNS = frozenset("-+()")
_TOKEN = re.compile(r"[-+()]|[^\s\-+()]+")
_SIDES: dict[str, Marker] = {
    "dr": "dr", "dr.": "dr", "db": "dr", "d": "dr", "debit": "dr", "s": "dr", "soll": "dr",
    "cr": "cr", "cr.": "cr", "c": "cr", "credit": "cr", "h": "cr", "haben": "cr",
}  # fmt: skip


class Number(NamedTuple):
    """`point` and `comma`: the unsigned value as plain digits under that decimal mark, None if impossible."""

    point: str | None
    comma: str | None
    marker: Marker = ""
    currency: str = ""

    def under(self, mark: Mark) -> str | None:
        return self.point if mark == "." else self.comma

    @property
    def is_zero(self) -> bool:
        return not (self.point or self.comma or "").strip("0.")


def is_blank(cell: str) -> bool:
    """Nothing, or a sign that says "nothing"."""
    return not cell or (len(cell) <= _LONGEST_BLANK and cell.translate(_UNIFORM).strip().lower() in _BLANK)


def read_number(cell: str) -> Number | None:
    """None when the cell is no amount. A minus, brackets, `Dr`/`Cr` or S/H on either side is the marker."""
    if match := _PLAIN.fullmatch(cell):
        return Number(f"{match[2]}.{match[3]}", None, "-" if match[1] else "")
    text = cell.translate(_UNIFORM).strip()
    match = _SHAPE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    affixes = _read_affixes(match["head"], match["tail"])
    values = _values_of(match["body"], match["tail"][:1])
    return Number(*values, *affixes) if affixes and values else None


@lru_cache(maxsize=4096)
def _read_affixes(head: str, tail: str) -> tuple[Marker, str] | None:
    if tail[:1] in {".", ","}:
        tail = tail[1:].lstrip("-")  # `12,-` has no minus: the dash stands for the decimals
    tokens = _TOKEN.findall(head) + _TOKEN.findall(tail)
    signs = [found for found in tokens if found in _SIGNS]
    words = [found for found in tokens if found not in _SIGNS]
    sides = {side for word in words if (side := _side_of(word))}
    currency = "".join(word for word in words if not _side_of(word))
    if (currency and not currencies_of(currency)) or len(sides) > 1:
        return None
    marker = _marker_of("".join(signs), next(iter(sides), ""))
    return None if marker is None else (marker, currency)


def _side_of(word: str) -> Marker:
    return _SIDES.get(word.lower(), "") if len(word) > 1 or word.isupper() else ""


def _marker_of(signs: str, side: Marker) -> Marker | None:
    if side:
        allowed = {"dr": ("", "()", "-"), "cr": ("", "()", "+")}[side]
        return side if signs in allowed else None
    known: dict[str, Marker] = {"": "", "-": "-", "+": "+", "()": "-", "(-)": "-", "-()": "-", "--": "-"}
    return known.get(signs)


def _values_of(body: str, behind: str) -> tuple[str | None, str | None] | None:
    body += behind if behind in {".", ","} else ""
    for mark, pattern in ((" ", _BY_SPACE), ("'", _BY_QUOTE)):
        if mark in body:
            match = pattern.fullmatch(body)
            return _split(match[1].replace(mark, ""), match[2] or "") if match else None
    point, comma = _one_way(body, ".", _BY_COMMA), _one_way(body, ",", _BY_POINT)
    return (point, comma) if point or comma else None


def _split(whole: str, fraction: str) -> tuple[str | None, str | None]:
    value = f"{whole}.{fraction[1:]}" if fraction[1:] else whole
    return (value if fraction[:1] != "," else None, value if fraction[:1] != "." else None)


def _one_way(body: str, mark: Mark, grouped: re.Pattern[str]) -> str | None:
    """The value if `mark` is the decimal mark and the other one groups."""
    other = "," if mark == "." else "."
    whole, found, fraction = body.partition(mark)
    if other in fraction or mark in fraction:
        return None
    if other in whole:
        if not grouped.fullmatch(whole):
            return None
        whole = whole.replace(other, "")
    return f"{whole or '0'}.{fraction}" if found and fraction else whole or "0"
