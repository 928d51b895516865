"""The cells of one row under a settled mapping: date, amount, texts. Each distinct cell is read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from config.lib.currencies import decimals_of
from config.lib.money import MoneyError, parse_money
from config.lib.text import clean
from finance.domain.spreadsheet import restore
from finance.importers.csv.dates import ORDERS, Order, read_dates
from finance.importers.csv.numbers import Mark, Number, is_blank, read_number

_NOISE = Decimal("0.000001")
_NAME = 120
_NO_TEXT = frozenset({"", "-", "--", "---"})

Cells = Sequence[str]


class CellError(ValueError):
    """The cell cannot be used; the text is for people."""


class CellReader:
    """Remembers what it has read: a file repeats its dates and amounts."""

    def __init__(self, order: Order, mark: Mark, *, loose_dates: bool) -> None:
        self._place = ORDERS.index(order)
        self._mark = mark
        self._loose = loose_dates
        self._dates: dict[str, date | None] = {}
        self._numbers: dict[str, Number | None] = {}

    def day(self, cell: str) -> date | None:
        """None when the cell is no date under the order of the mapping."""
        if cell not in self._dates:
            dates = read_dates(cell, loose=self._loose)
            self._dates[cell] = dates[self._place] if dates else None
        return self._dates[cell]

    def number(self, cell: str) -> Number | None:
        """None for a blank cell; CellError for one that is no amount under the mark of the mapping."""
        if is_blank(cell):
            return None
        if cell not in self._numbers:
            self._numbers[cell] = read_number(cell if cell[0] != "'" else restore(cell))
        number = self._numbers[cell]
        if number is None:
            raise CellError(f"“{clean(cell, limit=40)}” is no amount.")
        if number.under(self._mark) is None:
            name = "point" if self._mark == "." else "comma"
            raise CellError(f"“{clean(cell, limit=40)}” is no amount with a decimal {name}.")
        return number

    def value(self, number: Number, currency: str | None) -> Decimal:
        """Exactly what the cell says, unsigned; CellError for more decimals than the currency has."""
        written = number.under(self._mark) or "0"
        decimals = decimals_of(currency) if currency else 4
        try:
            return parse_money(_shortened(written, decimals), decimals=decimals)
        except MoneyError as error:
            raise CellError(f"{written}: {error}.") from None


def _shortened(written: str, decimals: int) -> str:
    """Without zeros at the end, and without the noise that binary fractions leave (59.989999999999995)."""
    whole, _, fraction = written.partition(".")
    if len(fraction) <= decimals:
        return written
    fraction = fraction.rstrip("0")
    if len(fraction) >= 9:
        exact = Decimal(written)
        rounded = round(exact, decimals)
        if abs(exact - rounded) < _NOISE:
            return f"{rounded:f}"
    return f"{whole}.{fraction}" if fraction else whole


def text_of(cells: Cells, places: Sequence[int], *, limit: int = 500) -> str:
    """The texts of several columns as one, without repeating what an earlier one says."""
    said: list[str] = []
    for place in places:
        if place >= len(cells) or cells[place] in _NO_TEXT:
            continue
        cell = clean(restore(cells[place]), limit=limit)
        if not cell or any(cell.lower() in earlier.lower() for earlier in said):
            continue
        said = [earlier for earlier in said if earlier.lower() not in cell.lower()]
        said.append(cell)
    return clean(" ".join(said), limit=limit) if len(said) > 1 else "".join(said)


def name_of(cells: Cells, place: int | None, *, limit: int = _NAME) -> str | None:
    """A cleaned name, None where the cell is empty."""
    if place is None or place >= len(cells) or not cells[place]:
        return None
    return clean(restore(cells[place]), limit=limit) or None
