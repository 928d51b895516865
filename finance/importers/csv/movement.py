"""The money of one row: which way, how much, in which currency."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from decimal import Decimal
from typing import NamedTuple

from finance.importers.csv.cells import CellError, CellReader
from finance.importers.csv.currencies import pick_currency
from finance.importers.csv.mapping import Mapping
from finance.importers.csv.numbers import Number, is_blank
from finance.importers.csv.rejection import NotTaken
from finance.importers.csv.words import Direction, direction_of

_ZERO = Decimal(0)


class Movement(NamedTuple):
    way: Direction
    amount: Decimal  # never negative
    currency: str | None


class MovementReader:
    """`places` are the positions of the mapping's columns, None for those it has not."""

    def __init__(
        self,
        mapping: Mapping,
        places: AnyMapping[str, int | None],
        cells: CellReader,
        default_currency: str | None,
    ) -> None:
        self._sign = mapping.sign
        self._blank: Direction | None = mapping.direction_blank
        self._own_minus = mapping.own_minus
        self._places = places
        self._cells = cells
        self._default = default_currency
        self._usual = mapping.currency_code or default_currency

    def read(self, cells: list[str]) -> Movement:
        """Raises NotTaken."""
        way, number = self._pair(cells) if self._sign == "pair" else self._single(cells)
        currency = self._currency(cells, number)
        amount = self._value("amount", number, currency)
        fee = self._number(cells, "fee")
        if fee:
            amount += self._value("fee", fee, currency) * (1 if way == "out" else -1)
        if amount < _ZERO:
            way, amount = "out", -amount
        return Movement(way, amount, currency)

    def _number(self, cells: list[str], field: str) -> Number | None:
        place = self._places[field]
        if place is None:
            return None
        try:
            return self._cells.number(cells[place])
        except CellError as error:
            raise NotTaken(field, str(error)) from None

    def _value(self, field: str, number: Number, currency: str | None) -> Decimal:
        try:
            return self._cells.value(number, currency)
        except CellError as error:
            raise NotTaken(field, str(error)) from None

    def _single(self, cells: list[str]) -> tuple[Direction, Number]:
        number = self._number(cells, "amount")
        if number is None:
            raise NotTaken("amount", "No amount.", skipped=True)
        if self._sign == "direction":
            return self._by_word(cells, number), number
        if number.marker in {"dr", "cr"}:
            return ("out" if number.marker == "dr" else "in"), number
        return ("out" if (number.marker == "-") is (self._sign == "minus_out") else "in"), number

    def _by_word(self, cells: list[str], number: Number) -> Direction:
        word = cells[self._places["direction"] or 0]
        way = direction_of(word) if word else self._blank
        if way is None:
            raise NotTaken("direction", f"“{word[:40]}” is neither money out nor money in.")
        if number.marker == "-" and way == "in" and not number.is_zero:
            raise NotTaken("amount", f"A minus, but “{word}” says money in.")
        return way

    def _pair(self, cells: list[str]) -> tuple[Direction, Number]:
        found = [(side, number) for side in ("debit", "credit") if (number := self._number(cells, side))]
        if not found:
            raise NotTaken("amount", "No amount.", skipped=True)
        moved = [(side, number) for side, number in found if not number.is_zero]
        if len(moved) > 1:
            raise NotTaken("debit", "Money out and money in are both filled.")
        side, number = (moved or found)[0]
        return self._side(side, number), number

    def _side(self, side: str, number: Number) -> Direction:
        if number.marker in {"dr", "cr"}:
            return "out" if number.marker == "dr" else "in"
        turned = (number.marker == "-") is not (side in self._own_minus)
        return "out" if (side == "debit") is not turned else "in"

    def _currency(self, cells: list[str], number: Number) -> str | None:
        place = self._places["currency"]
        if place is not None and not is_blank(cells[place]):
            currency = pick_currency(cells[place], self._default)
            if currency is None:
                raise NotTaken("currency", f"“{cells[place][:40]}” is no currency.")
            return currency
        return pick_currency(number.currency, self._usual) or self._usual if number.currency else self._usual
