"""Text of the outside world: made clean for keeping, folded for comparing."""

from __future__ import annotations

import re
import sys
import unicodedata

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROL = "".join(chr(code) for code in (*range(32), *range(127, 160)) if not chr(code).isspace())
_UNWANTED = dict.fromkeys(map(ord, _CONTROL + _BIDI + "\ufeff"))
_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks on Latin, Greek and Cyrillic letters. The vowel signs of Indic scripts and the voicing marks of
# kana are marks too, but to drop those would make different words equal.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_FORMAT = {code: None for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}
_STROKES = str.maketrans("øłđħŧı", "oldhti")


def clean(value: str, *, limit: int = 500) -> str:
    """As people see it: NFC, no control or bidi characters, one space for any run of white space, trimmed.

    At most `limit` characters are kept. Cleaning what is clean changes nothing.
    """
    if not (value.isascii() and value.isprintable()):
        value = unicodedata.normalize("NFC", _SURROGATE.sub("", value.translate(_UNWANTED)))
    value = " ".join(value.split())
    return value if len(value) <= limit else value[:limit].rstrip()


def fold(value: str) -> str:
    """The key under which two spellings are one: case, accents, width, spacing and invisible signs gone."""
    if value.isascii() and value.isprintable():
        return " ".join(value.lower().split())
    value = _SURROGATE.sub("", value.translate(_UNWANTED)).translate(_FORMAT)
    for _ in range(2):  # the caseless match of the Unicode standard (D146) needs both rounds
        value = unicodedata.normalize("NFKD", value).casefold()
    value = _ACCENTS.sub("", unicodedata.normalize("NFKD", value)).translate(_STROKES)
    return " ".join(unicodedata.normalize("NFKC", value).split())
