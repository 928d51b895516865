"""What a heading says about its column: role, language, currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from config.lib.text import fold
from finance.importers.csv.currencies import currencies_of
from finance.importers.csv.vocabulary import EXACT, PARTS, Role

_LONGEST = 80
_WORDS = re.compile(r"[^\W_]+(?:\$)?|[$€£¥₹]")
_UNIT = re.compile(
    r"[(\[]([^)\]]{1,12})[)\]]\s*$|\b([A-Z]{3})\$?$|([$€£¥₹])\s*$|\b([Ee][Uu][Rr][Oo][SsAa]?)$"
)
_LINKS = frozenset({"in", "i", "en", "em", "w"})
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # TransactionDate
_CELL = re.compile(r'[^;,\t|"\n]+')


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text))


_EXACT = {
    " ".join(_words(wording)): tuple((role, languages) for role, languages in roles.items())
    for wording, roles in EXACT.items()
}


@dataclass(frozen=True, slots=True)
class Heading:
    """`roles`: what the column may be, the likeliest first. `exact`: the wording is a known one.
    `languages`: those that use the wording; empty when it is not known.
    """

    text: str
    roles: tuple[Role, ...] = ()
    exact: bool = False
    languages: frozenset[str] = frozenset()
    currency: str | None = None


@lru_cache(maxsize=2048)
def read_heading(text: str) -> Heading:
    if not 0 < len(text) <= _LONGEST:
        return Heading(text)
    words, currency = _without_unit(text)
    for phrase in (" ".join(words), " ".join(_words(text)), " ".join(_words(_HUMP.sub(" ", text)))):
        if known := _EXACT.get(phrase):
            languages = frozenset[str]().union(*(of for _, of in known))
            return Heading(text, tuple(role for role, _ in known), True, languages, currency)
    if not words and currency:
        return Heading(text, ("amount",), currency=currency)
    phrase = " ".join(words if len(words) > 1 else _words(_HUMP.sub(" ", text)))
    return Heading(text, _by_parts(phrase), currency=currency)


def _by_parts(phrase: str) -> tuple[Role, ...]:
    roles = tuple(dict.fromkeys(role for role, pattern in PARTS if pattern.search(phrase)))
    return roles[:1] if roles[:1] == ("other",) else roles  # "original currency" is not the row's currency


def _without_unit(text: str) -> tuple[list[str], str | None]:
    """The words without a currency in brackets or at the end: `Betrag (EUR)`, `Umsatz in EUR`."""
    match = _UNIT.search(text)
    currencies = currencies_of(next(filter(None, match.groups()), "")) if match else ()
    if match is None or not currencies:
        return _words(text), None
    words = _words(text[: match.start()])
    if words[-1:] and words[-1] in _LINKS:
        words.pop()
    return words, currencies[0] if len(currencies) == 1 else None


def says_date(heading: Heading) -> bool:
    """Under such a heading bare digits are dates too."""
    return bool({"date", "value_date"} & set(heading.roles))


def count_known(text: str) -> int:
    """How many cells of the first lines are known headings: tells a right encoding from a wrong one."""
    lines = text.splitlines()[:60]
    return sum(read_heading(cell.strip()).exact for line in lines for cell in _CELL.findall(line)[:100])


def folded_words(text: str) -> str:
    """The words of a heading without case, accents and punctuation."""
    return " ".join(_words(text))
