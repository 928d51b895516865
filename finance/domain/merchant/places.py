"""Drops where a merchant is from the end of its name."""

from __future__ import annotations

from finance.domain.merchant.words import BINDING, CITIES, COUNTRIES, COUNTRY_CODES, STATES, ends_with

_FEWEST = 2


def without_place(words: list[str]) -> list[str]:
    """Without country, state and city, as far as what is left can be a name: `air canada` stays."""
    before = words
    words = _without_country(words)
    if len(words) > _FEWEST and words[-1] in STATES:
        words = _without(words[:-1], CITIES)
    else:
        words = _without(words, CITIES)
    return words or before


def _without_country(words: list[str]) -> list[str]:
    if len(words) > _FEWEST and words[-1] in COUNTRY_CODES:
        rest = words[:-1]
        return rest if rest[-1] in STATES or ends_with(rest, CITIES) else words
    return _without(words, COUNTRIES)


def _without(words: list[str], phrases: frozenset[tuple[str, ...]]) -> list[str]:
    length = ends_with(words, phrases)
    rest = words[:-length] if length else words
    return words if length and _binds(rest) else rest


def _binds(words: list[str]) -> bool:
    return tuple(words) in BINDING or (words[-1],) in BINDING or tuple(words[-2:]) in BINDING
