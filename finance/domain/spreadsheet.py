"""Keeps a spreadsheet from running what it should show: texts of a CSV file that look like formulas."""

from __future__ import annotations

import re

# What spreadsheets take for the start of a formula, also in its full-width forms, behind any quotes.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?", re.ASCII)
_QUOTE = "'"


def neutralise(text: str) -> str:
    """The text with a quote before it where a spreadsheet could run it; numbers stay as they are."""
    return _QUOTE + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restore(text: str) -> str:
    """The reverse of `neutralise`: every text comes back from a file as it went in."""
    return text[1:] if text.startswith(_QUOTE) and _FORMULA.match(text) else text
