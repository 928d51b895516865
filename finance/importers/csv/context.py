"""Where the file comes from: its currencies and language, and what they exclude."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.lib.currencies import is_currency
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.currencies import currencies_of
from finance.importers.csv.dates import ORDERS, Order

_LANGUAGES = {
    "in": "Indian", "gb": "British", "de": "German", "nl": "Dutch", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish",
    "pl": "Polish", "cs": "Czech", "tr": "Turkish", "ru": "Russian", "lv": "Latvian", "et": "Estonian",
    "lt": "Lithuanian", "hu": "Hungarian",
}  # fmt: skip
_YEAR_FIRST_TOO = frozenset({"sv", "fi", "lt", "lv", "et", "hu"})
_LAKH = re.compile(r"\b\d{1,2}(?:,\d{2})+,\d{3}\b")
_CURRENCY_LINE = re.compile(
    r"\b(?:currency|w[aä]hrung|ccy|devise|moneda|moeda|divisa|munt|valuta|waluta)\b", re.IGNORECASE
)
_CODE = re.compile(r"\b[A-Z]{3}\b")


def currencies_in(sheet: Sheet, money: Sequence[Column]) -> list[str]:
    """Every currency that the headings of the money, the rows, or else the lines above the table name."""
    if headed := [column.heading.currency for column in money if column.heading.currency]:
        return list(dict.fromkeys(headed))
    column = next(iter(sheet.with_role("currency", "text")), None)
    cells = (
        column.distinct
        if column
        else sorted({n.currency for c in money for n in c.numbers if n and n.currency})
    )
    named = [found[0] for cell in cells if (found := currencies_of(cell)) and (column or len(found) == 1)]
    return list(dict.fromkeys(named or _above(sheet)))


def _above(sheet: Sheet) -> list[str]:
    """`Currency: INR` in the lines above the table, if they agree on one."""
    lines = (" ".join(row.cells) for row in sheet.table.before)
    codes = {
        code
        for line in lines
        if _CURRENCY_LINE.search(line)
        for code in _CODE.findall(line)
        if is_currency(code)
    }
    return sorted(codes) if len(codes) == 1 else []


def usual_orders(sheet: Sheet) -> tuple[tuple[Order, ...], str]:
    """The orders of dates that the file's home country uses, and how it shows its home.

    A European currency or a decimal comma is not enough: apps set to American English export both.
    """
    if code := _language_of(sheet):
        return ("dmy", "ymd") if code in _YEAR_FIRST_TOO else ("dmy",), f"The headings are {_LANGUAGES[code]}"
    if any(_LAKH.search(cell) for column in sheet.of_kind("number") for cell in column.distinct[:2000]):
        return ("dmy",), "The amounts are grouped in lakhs"
    return ORDERS, ""


def _language_of(sheet: Sheet) -> str | None:
    """The code of a language that two headings speak and English does not."""
    foreign = [
        column.heading.languages
        for column in sheet.columns
        if column.heading.exact
        and "en" not in column.heading.languages
        and column.heading.languages <= set(_LANGUAGES)
    ]
    if len(foreign) < 2 and not any(
        column.heading.text.casefold() == "sort code" for column in sheet.columns
    ):
        return None
    counts = {code: sum(code in languages for languages in foreign) for code in _LANGUAGES}
    return max(counts, key=lambda code: counts[code])
