"""Drops what changes from payment to payment: numbers of stores, references, dates, cards, telephones."""

from __future__ import annotations

import re
from typing import Final

_DATE = (
    r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?\.?(?:/\d{1,2}[.:]\d{2})?"
    r"|\d{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?:\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\d{2,4}"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:am|pm)?"
)
_PHONE = r"\+?\d{0,2}[-.]?\(?\d{3}\)?[-.]\d{3}[-.]?\d{4}|\d{3}-\d{4}|\+\d+"
_CARD = r"[x*]{2,}-?\d*|\d*[x*]{2,}\d+|nr:\S*|pas\d+"
_MONEY = r"(?:rs|inr|usd|eur|gbp|cad)\.?\d[\d.,]*|[$€£₹]\d[\d.,]*|\d[\d,]*[.,]\d{2}"
_DROPPED = re.compile(f"(?:{_DATE}|{_PHONE}|{_CARD}|{_MONEY}|\\d{{1,2}}%)[,;]?/?", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\d{3}-\d{3}-?\d{4}|\d{10})/|\d{1,2}/\d{2}(?=[^\W\d])")
_STORE = re.compile(r"#?\s*\d{3,}[a-z]?|#\w*|[a-z]{1,2}\d{3,}|fil\.?\d+|no\.?\d+")
_GLUED = re.compile(r"([^\W\d_][^\W\d_.&'-]{2,}(?:\.com?)?)(?:[#*]?\d{4,}\w*|-\d{2,})")
_MIXED = re.compile(r"(?=(?:\D*\d){2})(?=.*[a-z])[a-z0-9]{6,}")
_CODE = re.compile(r"(?=(?:\D*\d){3})[a-z0-9-]{8,}")
_JOINED = frozenset(("to", "for", "from", "of", "the", "in", "with", "at", "and", "&"))
_NUMBERED = frozenset(("hwy", "highway", "route", "rt", "studio", "pier", "channel", "gate", "forever"))
_EDGES: Final = " ,;:.*#-_/\\|\"'()[]<>"
_TAIL_WORDS = 3


def without_references(words: list[str]) -> list[str]:
    """Folded words that stay the same from one payment at a merchant to the next."""
    kept: list[str] = []
    for place, word in enumerate(words):
        if kept and word[0] in "([":
            break
        if kept and _ends_name(word, kept, words[place + 1 :]):
            break
        kept += _kept(word, is_first=not kept)
    return kept


def _ends_name(word: str, kept: list[str], rest: list[str]) -> bool:
    """A store's number, and a dash after two words: what follows says where, not who."""
    if word in ("-", "/", "|"):
        return len(kept) > 1
    if not _STORE.fullmatch(word) or kept[-1] in _NUMBERED:
        return False
    return len(rest) <= _TAIL_WORDS and not (rest and rest[0] in _JOINED)


def _kept(word: str, *, is_first: bool) -> list[str]:
    word = _BEFORE.sub("", word)
    if word.isalpha():
        return [word]
    if _DROPPED.fullmatch(word) or "@" in word or word.startswith(("http:", "https:")):
        return []
    glued = _GLUED.fullmatch(word)
    if glued:
        return [glued[1]]
    word = word.strip(_EDGES)
    if not word or _is_reference(word, is_first=is_first):
        return []
    return _parts(word)


def _is_reference(word: str, *, is_first: bool) -> bool:
    if word.isdigit():
        return len(word) > 2 or word.startswith("0")
    return bool(_MIXED.fullmatch(word) or _CODE.fullmatch(word) or (not is_first and _STORE.fullmatch(word)))


def _parts(word: str) -> list[str]:
    """`coca-cola` is two words and `t-mobile` one; a stroke separates what follows a name."""
    if "/" in word:
        word = word.partition("/")[0] if len(word.partition("/")[0]) > 2 else word
    pieces = word.split("-")
    if len(pieces) > 1 and all(len(piece) > 3 for piece in pieces):
        return pieces
    return [word] if any(sign.isalnum() for sign in word) or word == "&" else []
