"""Takes a merchant out of what banks and payment firms wrap around it."""

from __future__ import annotations

import re
from typing import Final

from finance.domain.merchant.words import LEADING, PROCESSORS, RAILS, starts_with

# Fields of payment messages that name the other side.
_LABELLED = re.compile(
    r"(?:/NAME/|\b(?:ORIG CO )?NAME:\s*|\bDES:\s*)([^/:]{2,}?)(?=\s+\w+(?: \w+)?:|/|$)", re.IGNORECASE
)
_RAIL = re.compile(
    r"(?:upi|neft|rtgs|imps|mmt|nach|ach|ecs|inb|bil|vps|vin|ips|me dc|pos|pcd)\b[^/\-*]{0,12}[/\-]",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[/-]\s*")
_BANK_CODE = re.compile(r"[a-z]{4}0[a-z0-9]{6}|[a-z]{2}\d{2}[a-z]{4}\w{6,}", re.IGNORECASE)
_ADDRESS = re.compile(r"([\w.+-]+)@[\w.-]+")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_PRODUCT = re.compile(r"([^\W\d_]{2,})(?:\d{4,}\w*)?(?!\w)")
_STAR: Final = "*"


def unwrap(text: str) -> str:
    """The part of the text that names somebody; all of it where nothing is wrapped around."""
    labelled = _LABELLED.search(text)
    if labelled:
        return labelled[1]
    if _RAIL.match(text):
        return _name_among(_PARTS.split(text))
    return _without_star(text)


def without_leading(words: list[str]) -> list[str]:
    """Folded words without what banks write before a name; several such phrases may follow each other."""
    while length := starts_with(words, LEADING):
        words = words[length:]
    return words


def _name_among(parts: list[str]) -> str:
    """The first part that is no rail, number, bank or address; else the name inside an address."""
    for part in parts:
        if "@" in part or _BANK_CODE.fullmatch(part) or len(_DIGIT.findall(part)) * 2 > len(part):
            continue
        words = part.split()
        while words and _is_rail(words[0]):
            words.pop(0)
        if sum(map(str.isalpha, "".join(words))) > 1:
            return " ".join(words)
    address = _ADDRESS.search("/".join(parts))
    return re.split(r"[.\d-]", address[1])[0] if address else ""


def _is_rail(word: str) -> bool:
    return all(part.lower() in RAILS or part.isdigit() for part in _WORD.findall(word))


def _without_star(text: str) -> str:
    """`SQ *NAME` is NAME; `NAME*what was bought` is NAME, unless the two together name a product."""
    first, star, rest = text.partition(_STAR)
    first, rest = first.strip(), rest.strip(" *")
    if not star or not rest:
        return first
    if first.lower() in PROCESSORS or not first:
        return _without_star(rest)
    product = _PRODUCT.match(rest)
    return f"{first} {product[1]}" if product else first
