"""Makes the name of a payee from a merchant or note, so that one merchant has one name.

    SQ *BLUE BOTTLE #042 OAKLAND CA   ->  Blue Bottle
    UPI/412345678901/DR/SWIGGY/ICIC/swiggy@icici  ->  Swiggy

A name is always spelled by the rules of this package, whatever the spelling of the text, so that names that
are equal ignoring case are equal.
"""

from __future__ import annotations

import re
from typing import Final

from config.lib.text import fold
from finance.domain.merchant.places import without_place
from finance.domain.merchant.references import without_references
from finance.domain.merchant.words import BRAND_BEGINNINGS, BRANDS, LEGAL, PURPOSES, SPELLING, ends_with
from finance.domain.merchant.wrapping import unwrap, without_leading

MAX_LENGTH: Final = 80

_SMALL = frozenset(("of", "the", "and", "for", "in", "at", "by", "with", "to", "a", "an", "on", "from", "de"))
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]{2,})\.(?:com?|ca|net|org|in|uk|de|at|nl|io|eu|us|au)"
    r"(?:\.[a-z]{2})?[\d./]*\S*"
)
# A comma that stands in no number.
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
# Company forms that end a name even before an address.
_ENDING = frozenset(("gmbh", "ag", "inc", "llc", "ltd", "pvt", "plc", "ulc", "bvba"))
_POSSESSIVE = re.compile(r"(?<=\w{3}) s(?= )")
_NUMBER = re.compile(r"\d{3,}")
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]", re.IGNORECASE)
_START = re.compile(r"(?:^|(?<=[-&.+/])|(?<=\b[od]['’]))([^\W\d_])", re.IGNORECASE)


def clean_payee(text: str) -> str:
    """At most 80 characters; "" where nothing names anybody. The same for every spelling of a name."""
    words = _folded(unwrap(text))
    words = without_references(without_leading(words))
    brand = _brand(words)
    if brand:
        return brand
    words = without_place(_without_ends([_site(word) for word in words]))
    words = _without_ends(words)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return _brand(words) or _spelled(words)[:MAX_LENGTH].rstrip()


class Payees:
    """Names payees, remembering those of texts that differ only in long numbers.

    No rule looks at what a number of three digits or more says, but at how long it is: such texts have one
    payee, unless digits are left in it.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def of(self, *, merchant: str, note: str) -> str:
        key = (_shape(merchant), _shape(note))
        known = self._known.get(key)
        if known is None:
            known = payee_of(merchant=merchant, note=note)
            if not _NUMBER.search(known):
                self._known[key] = known
        return known


def _shape(text: str) -> str:
    return _NUMBER.sub(_nines, text) if text else text


def _nines(number: re.Match[str]) -> str:
    return "9" * len(number[0])


def payee_of(*, merchant: str, note: str) -> str:
    """From the merchant, or from the note where that names nobody."""
    return (clean_payee(merchant) if merchant else "") or (clean_payee(note) if note else "")


def _folded(text: str) -> list[str]:
    text = _COMMA.sub(" ", fold(text)).replace("’", "'").replace(" and ", " & ")
    return _POSSESSIVE.sub("'s", text).split()


def _brand(words: list[str]) -> str:
    """The brand that the words are, or begin with; the longest beginning counts."""
    key = tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
    whole = BRANDS.get(key)
    if whole:
        return whole
    for length in range(min(4, len(key)), 0, -1):
        name = BRAND_BEGINNINGS.get(key[:length])
        if name:
            return name
    return ""


def _site(word: str) -> str:
    site = _DOMAIN.fullmatch(word) if "." in word else None
    return site[1] if site else word


def _without_ends(words: list[str]) -> list[str]:
    """Without company forms and purposes at the end, as far as a name is left."""
    ending = next((place for place, word in enumerate(words) if place and word.strip(".") in _ENDING), None)
    words = words[:ending]
    while len(words) > 1:
        if words[-1].strip(".,&") in LEGAL or words[-1] == "&" or _is_cut_off(words):
            words = words[:-1]
        elif length := ends_with(words, PURPOSES):
            words = words[:-length]
        else:
            break
    return words


def _is_cut_off(words: list[str]) -> bool:
    """A letter or number that card networks leave of a longer text."""
    last, before = words[-1], words[-2]
    if last.isdigit():
        return before.strip(".,") in LEGAL
    return len(words) > 2 and len(last) == 1 and last.isalpha() and not before.isdigit() and len(before) > 1


def _spelled(words: list[str]) -> str:
    return " ".join(_spell(word, is_first=not place) for place, word in enumerate(words))


def _spell(word: str, *, is_first: bool) -> str:
    if word in SPELLING:
        return SPELLING[word]
    if word in _SMALL and not is_first:
        return word
    if len(word) <= 4 and word.isalpha() and not _VOWEL.search(word):
        return word.upper()
    return _START.sub(lambda letter: letter[1].upper(), word)
