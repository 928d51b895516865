"""One row of the table to one transaction, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from finance.domain.incoming import IncomingTransaction, Status
from finance.importers.csv.cells import CellError, CellReader, name_of, text_of
from finance.importers.csv.continuation import Continuation
from finance.importers.csv.dialect import Row
from finance.importers.csv.headers import read_heading, says_date
from finance.importers.csv.mapping import SINGLE, Column, Mapping
from finance.importers.csv.moneta import is_export
from finance.importers.csv.movement import MovementReader
from finance.importers.csv.numbers import is_blank
from finance.importers.csv.realign import realigned
from finance.importers.csv.rejection import NotTaken
from finance.importers.csv.table import Table
from finance.importers.csv.words import (
    Direction,
    is_balance_line,
    is_balance_word,
    is_total,
    may_be_balance,
    state_of,
)
from finance.importers.reading import Reading, RowError

_IDENTIFIER = 255
_DATES = ("date", "value_date")
_TAGS = re.compile(r"[,;|]")
_DATELIKE = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")


class RowReader:
    """Reads the rows of one table under one complete mapping whose columns are positions."""

    def __init__(self, mapping: Mapping, table: Table, *, default_currency: str | None, account: str) -> None:
        self._places = {field: _position(getattr(mapping, field)) for field in SINGLE}
        self._notes = [place for column in mapping.note if (place := _position(column)) is not None]
        self._cells = CellReader(
            mapping.date_order or "ymd",
            mapping.decimal or ".",
            loose_dates=any(says_date(read_heading(name)) for name in self._date_names(table)),
        )
        self._movements = MovementReader(mapping, self._places, self._cells, default_currency)
        self._account = account
        self._is_statement = not is_export(table.names)
        self._table = table
        self._needed = mapping.width

    def _date_names(self, table: Table) -> list[str]:
        places = [place for field in _DATES if (place := self._places[field]) is not None]
        return [table.names[place] for place in places if place < len(table.names)]

    def read_all(self) -> Reading:
        reading = Reading([], [], [])
        rows = self._table.rows
        dated = [row.line for row in rows if self._day(self._padded(row.cells))]
        self._span = (dated[0], dated[-1]) if dated else (0, 0)
        self._continuation = Continuation(end=self._span[1])
        for row in rows:
            try:
                reading.rows.append(self._transaction(row))
                self._continuation.follow(reading.rows[-1])
            except NotTaken as reason:
                if not (reason.skipped and self._goes_on(reading.rows, row)):
                    kept = reading.skipped if reason.skipped else reading.rejected
                    kept.append(RowError(row.line, reason.field, str(reason)))
        return reading

    def _goes_on(self, taken: list[IncomingTransaction], row: Row) -> bool:
        """A line with nothing but more text belongs to the note above it."""
        cells = self._padded(row.cells)
        is_text = not any(self._cell(cells, field) for field in _DATES) and not self._has_amount(cells)
        if not taken or not is_text or any(map(is_total, cells)):
            return False
        joined = self._continuation.joined(taken[-1], text_of(cells, self._notes), row.line)
        taken[-1] = joined or taken[-1]
        return joined is not None

    def _transaction(self, row: Row) -> IncomingTransaction:
        cells = self._padded(row.cells)
        day = self._day(cells)
        if day is None:
            raise self._undated(row.line, cells)
        if len(cells) > max(self._table.width, self._needed):
            cells = self._realigned(cells)
        way, amount, currency = self._movements.read(cells)
        account, to_account, category = self._parties(cells, way)
        merchant = self._name(cells, "merchant") or ""
        note = text_of(cells, self._notes) or merchant
        self._skip_balance(cells, note, amount)
        return IncomingTransaction(
            date=day,
            amount=amount,
            currency=currency,
            type="Transfer" if to_account else "Income" if way == "in" else "Expense",
            account=account,
            to_account=to_account,
            category=category,
            subcategory=self._name(cells, "subcategory"),
            note=note,
            merchant=merchant,
            external_id=name_of(cells, self._places["external_id"], limit=_IDENTIFIER),
            status=self._status(cells),
            tags=self._tags(cells),
            line=row.line,
        )

    def _padded(self, cells: list[str]) -> list[str]:
        missing = self._needed - len(cells)
        return cells + [""] * missing if missing > 0 else cells

    def _cell(self, cells: list[str], field: str) -> str:
        place = self._places[field]
        return "" if place is None else cells[place]

    def _name(self, cells: list[str], field: str) -> str | None:
        return name_of(cells, self._places[field])

    def _day(self, cells: list[str]) -> date | None:
        """The second date stands in only where the first is empty."""
        first = self._cell(cells, "date")
        return self._cells.day(self._cell(cells, "value_date") if is_blank(first) else first)

    def _undated(self, line: int, cells: list[str]) -> NotTaken:
        """Totals, remarks and page heads move no money; an amount beside a broken date does."""
        written = self._cell(cells, "date") or self._cell(cells, "value_date")
        if state_of(written) == "pending":
            return NotTaken("date", "Pending: the bank has not given it a date yet.", skipped=True)
        if not self._has_amount(cells) or any(map(is_total, cells)):
            return NotTaken("date", "No transaction: there is no date.", skipped=True)
        if _DATELIKE.search(written):
            return NotTaken("date", f"“{written[:40]}” is no date.")
        if not self._span[0] <= line <= self._span[1]:
            return NotTaken("date", "No transaction: it stands outside the rows with dates.", skipped=True)
        return NotTaken("date", f"“{written[:40]}” is no date." if written else "The date is missing.")

    def _has_amount(self, cells: list[str]) -> bool:
        return any(any(map(str.isdigit, self._cell(cells, field))) for field in ("amount", "debit", "credit"))

    def _realigned(self, cells: list[str]) -> list[str]:
        found = realigned(cells, self._table.width, self._table.delimiter, self._content)
        if found is None:
            raise NotTaken(
                "row", f"{len(cells)} cells where the table has {self._table.width}: unclear which is which."
            )
        return self._padded(found)

    def _content(self, cells: list[str]) -> Hashable | None:
        """What a row says that must not be mistaken; None when the cells do not fit their columns."""
        cells = self._padded(cells)
        value_date = self._cell(cells, "value_date")
        day = self._day(cells)
        if day is None or not (is_blank(value_date) or self._cells.day(value_date)):
            return None
        try:
            self._cells.number(self._cell(cells, "balance"))
            return day, self._movements.read(cells)
        except (NotTaken, CellError):
            return None

    def _parties(self, cells: list[str], way: Direction) -> tuple[str, str | None, str | None]:
        """Account, other account of a transfer, category. A transfer without a column for it names the other
        account in the column of the category.
        """
        account = self._name(cells, "account") or self._account
        category = self._name(cells, "category")
        if way in {"in", "out"}:
            return account, None, category
        other = self._name(cells, "to_account")
        if other:
            return self._name(cells, "from_account") or account, other, category
        if category is None:
            raise NotTaken("type", "A transfer, but the other account is not named.")
        return (category, account, None) if way == "transfer-in" else (account, category, None)

    def _status(self, cells: list[str]) -> Status:
        state = state_of(self._cell(cells, "status"))
        if state == "void":
            raise NotTaken(
                "status", f"The money did not move: {self._cell(cells, 'status')[:40]}.", skipped=True
            )
        return state

    def _skip_balance(self, cells: list[str], note: str, amount: Decimal) -> None:
        if not (self._is_statement and may_be_balance(" ".join(cells))):
            return
        if any(map(is_balance_word, cells)):
            raise NotTaken("note", "A balance, not a movement.", skipped=True)
        if not is_balance_line(note):
            return
        if not amount or self._balance(cells) == amount:
            raise NotTaken("note", "A balance, not a movement.", skipped=True)

    def _balance(self, cells: list[str]) -> Decimal | None:
        """Only a hint for other decisions: one that cannot be read is none."""
        try:
            number = self._cells.number(self._cell(cells, "balance"))
            return self._cells.value(number, None) if number else None
        except CellError:
            return None

    def _tags(self, cells: list[str]) -> tuple[str, ...]:
        cell = self._name(cells, "tags")
        return tuple(tag for part in _TAGS.split(cell) if (tag := part.strip())) if cell else ()


def _position(column: Column | None) -> int | None:
    return column if isinstance(column, int) else None
