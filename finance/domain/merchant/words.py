"""The tables of `words.txt`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_PREFIX_LETTERS = 6


def _sections() -> dict[str, list[str]]:
    """Section -> its lines, comments and empty ones left out."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


_SECTIONS = _sections()


def _phrases(section: str) -> list[str]:
    return [phrase for phrase in re.split(r",\s*", " ".join(_SECTIONS[section])) if phrase]


def _tuples(section: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in _phrases(section))


def _brands() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """(whole names, beginnings of names) -> how the brand is written."""
    whole: dict[tuple[str, ...], str] = {}
    beginnings: dict[tuple[str, ...], str] = {}
    for line in _SECTIONS["brands"]:
        name, _, phrases = line.partition(": ")
        for phrase in phrases.split(", "):
            words = tuple(phrase.lstrip("=").split())
            whole[words] = name
            if not phrase.startswith("=") and len(phrase) >= _PREFIX_LETTERS:
                beginnings[words] = name
    return whole, beginnings


PROCESSORS: Final = frozenset(_phrases("processors"))
LEADING: Final = _tuples("leading")
RAILS: Final = frozenset(_phrases("rails"))
LEGAL: Final = frozenset(_phrases("legal"))
PURPOSES: Final = _tuples("purposes")
BINDING: Final = _tuples("binding")
COUNTRIES: Final = _tuples("countries")
COUNTRY_CODES: Final = frozenset(_phrases("country codes"))
STATES: Final = frozenset(_phrases("states"))
CITIES: Final = _tuples("cities")
BRANDS, BRAND_BEGINNINGS = _brands()
SPELLING: Final = {word.lower(): word for word in _phrases("spelling")}


def ends_with(words: list[str], phrases: frozenset[tuple[str, ...]], *, longest: int = 3) -> int:
    """How many of the last words are one of the phrases; 0 = none. At least one word stays outside."""
    for length in range(min(longest, len(words) - 1), 0, -1):
        if tuple(words[-length:]) in phrases:
            return length
    return 0


def starts_with(words: list[str], phrases: frozenset[tuple[str, ...]], *, longest: int = 5) -> int:
    """How many of the first words are one of the phrases; 0 = none. At least one word stays outside."""
    for length in range(min(longest, len(words) - 1), 0, -1):
        if tuple(words[:length]) in phrases:
            return length
    return 0
