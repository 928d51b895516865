"""Decimal point or decimal comma: found by exclusion over the file's amounts and balances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from config.lib.currencies import decimals_of
from finance.importers.csv.columns import Column
from finance.importers.csv.numbers import Mark, Number

MARKS: tuple[Mark, Mark] = (".", ",")
NAMES = {".": "point", ",": "comma"}


class MarkFound(NamedTuple):
    """Exactly one of `options`, or both, and then `example` is a cell that reads in two ways."""

    options: tuple[Mark, ...]
    why: str = ""
    example: str = ""


def find_mark(columns: Sequence[Column], *, currencies: Iterable[str]) -> MarkFound:
    """`currencies` are those of the file, if it names any."""
    cells = [
        (cell, number)
        for column in columns
        for cell, number in dict(zip(column.head, column.numbers, strict=True)).items()
        if number is not None
    ]
    only = {mark: [cell for cell, number in cells if _only(number, mark)] for mark in MARKS}
    decided = sum(map(len, only.values()))
    for mark in MARKS:
        if only[mark] and len(only[mark]) * 20 >= decided * 19:
            return MarkFound((mark,), f"“{only[mark][0]}” has a decimal {NAMES[mark]}.")
    if decided:
        return MarkFound(MARKS, example=f"{only['.'][0]}” / “{only[','][0]}")
    doubtful = [(cell, number) for cell, number in cells if number.point != number.comma]
    if not doubtful:
        return MarkFound((".",))
    return _by_currency(doubtful, list(currencies))


def _only(number: Number, mark: Mark) -> bool:
    return number.under(mark) is not None and number.under("," if mark == "." else ".") is None


def _by_currency(doubtful: list[tuple[str, Number]], currencies: list[str]) -> MarkFound:
    """Three digits behind the mark, everywhere: no decimals where the currency has fewer than three."""
    cell = doubtful[0][0]
    points = {"." in found.point for _, found in doubtful if found.point}
    if len(points) == 1 and currencies and all(decimals_of(code) < 3 for code in currencies):
        mark: Mark = "," if points == {True} else "."
        return MarkFound(
            (mark,), f"“{cell}” groups thousands: {currencies[0]} has fewer than three decimals."
        )
    return MarkFound(MARKS, example=cell)
