"""Text of the outside world: made clean for keeping, folded for comparing."""

from __future__ import annotations

import re
import unicodedata

# Control characters that are no white space, bidi controls, the byte order mark, and halves of pairs.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# Signs that are not seen: soft hyphens, joiners, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\xad\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
# Marks on Latin, Greek and Cyrillic letters. The vowel signs of Indic scripts and the voicing marks of
# kana are marks too, but without those different words would be equal.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_STROKES = str.maketrans("øłđħŧı", "oldhti")


def clean(value: str, *, limit: int = 500) -> str:
    """As people see it: NFC, no control or bidi characters, one space for any run of white space, trimmed.

    At most `limit` characters are kept. Cleaning what is clean changes nothing.
    """
    if not (value.isascii() and value.isprintable()):
        value = unicodedata.normalize("NFC", _UNWANTED.sub("", value))
    value = " ".join(value.split())
    return value if len(value) <= limit else value[:limit].rstrip()


def fold(value: str) -> str:
    """The key under which two spellings are one: case, accents, width, spacing and invisible signs gone."""
    if value.isascii() and value.isprintable():
        return " ".join(value.lower().split())
    value = _INVISIBLE.sub("", _UNWANTED.sub("", value))
    for _ in range(2):  # the caseless match of the Unicode standard (D146) needs both rounds
        value = unicodedata.normalize("NFKD", value).casefold()
    value = _ACCENTS.sub("", unicodedata.normalize("NFKD", value)).translate(_STROKES)
    return " ".join(unicodedata.normalize("NFKC", value).split())
