"""What the cells of each column look like over the dated rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from finance.importers.csv.dates import Dates, read_dates
from finance.importers.csv.headers import Heading, read_heading, says_date
from finance.importers.csv.numbers import Number, is_blank, read_number
from finance.importers.csv.table import Table

Kind = Literal["empty", "date", "number", "text"]
_SAMPLE = 400
_HEAD = 20_000
_HEAD_CELLS = 300_000  # and of very wide tables fewer rows
_BOOKED = (
    "post", "book", "complet", "buchung", "boek", "comptable", "contab", "bokfor", "bogfor", "kirjaus",
    "ksiegowania", "zauctovani", "finished", "processed",
)  # fmt: skip
_BARE_DATES = ("date", "datum", "dato", "data", "fecha", "pvm", "tarih")


@dataclass(frozen=True)
class Column:
    """`cells`: one for each dated row of the sheet. All that is not about dates looks at the first rows only,
    the `head`: what 20,000 rows do not show, more would not either.
    """

    place: int
    heading: Heading
    cells: Sequence[str]
    depth: int = _HEAD

    @cached_property
    def head(self) -> Sequence[str]:
        return self.cells[: self.depth]

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell for cell in self.head if not is_blank(cell)))

    @cached_property
    def kind(self) -> Kind:
        sample = self.distinct[:_SAMPLE]
        if not sample:
            return "empty"
        dates = sum(read_dates(cell, loose=self.says_date) is not None for cell in sample)
        if dates * 10 >= len(sample) * (5 if self.says_date else 8):
            return "date"
        numbers = sum(read_number(cell) is not None for cell in sample)
        return "number" if numbers * 10 >= len(sample) * (5 if self.says_money else 8) else "text"

    @property
    def says_money(self) -> bool:
        """A heading outweighs a few cells that do not fit it: those rows are rejected, not the column."""
        return bool({"amount", "debit", "credit"} & set(self.heading.roles[:1]))

    @property
    def says_date(self) -> bool:
        return says_date(self.heading)

    @cached_property
    def numbers(self) -> list[Number | None]:
        """None for a cell that is blank or no number."""
        known = {cell: read_number(cell) for cell in self.distinct}
        return [known.get(cell) for cell in self.head]

    @cached_property
    def dates(self) -> list[Dates]:
        """The readings of every distinct date of the column."""
        return list(self.readings.values())

    @cached_property
    def readings(self) -> dict[str, Dates]:
        """The same by cell, over all rows."""
        found = {cell: read_dates(cell, loose=self.says_date) for cell in dict.fromkeys(self.cells)}
        return {cell: dates for cell, dates in found.items() if dates}

    @cached_property
    def filled(self) -> int:
        return sum(not is_blank(cell) for cell in self.head)

    @cached_property
    def nonzero(self) -> list[bool]:
        """Where a number other than zero stands."""
        return [number is not None and not number.is_zero for number in self.numbers]

    @cached_property
    def is_money(self) -> bool:
        """Decimals, a sign or a currency somewhere: what a check or account number never has."""
        found = (number for number in self.numbers if number)
        return any(
            "." in (number.point or number.comma or "") or number.marker or number.currency
            for number in found
        )

    @property
    def label(self) -> str:
        """The name of the column in a question."""
        return f"“{self.heading.text}”" if self.heading.text else f"column {self.place + 1}"


@dataclass(frozen=True)
class Sheet:
    """The dated rows of a table, seen by columns. `date` and `value_date` are places, -1 for none."""

    table: Table
    columns: tuple[Column, ...]
    date: int
    value_date: int
    lines: tuple[int, ...]

    def with_role(self, role: str, *kinds: Kind) -> list[Column]:
        """Columns whose heading may mean the role and whose cells agree; known wordings first."""
        found = [column for column in self.columns if role in column.heading.roles and column.kind in kinds]
        return sorted(found, key=lambda column: (not column.heading.exact, column.heading.roles.index(role)))

    def of_kind(self, *kinds: Kind) -> Iterator[Column]:
        return (column for column in self.columns if column.kind in kinds)


def lay_out(table: Table, *, date: int | None = None, value_date: int | None = None, width: int = 0) -> Sheet:
    """The sheet of a table, at least so many columns wide; a date column that is given is not looked for."""
    step = max(1, len(table.rows) // 2000)
    width = max(width, table.width)
    every = _columns_of(table, [row.cells for row in table.rows[::step]], width)
    ranked = _date_columns(every) if date is None else [date]
    if not ranked:
        return Sheet(table, every, -1, -1, ())
    if value_date is None:
        value_date = next((place for place in _date_columns(every) if place != ranked[0]), -1)
    is_dated = _dated_by(every, ranked[0], value_date)
    dated = [row for row in table.rows if is_dated(row.cells)]
    even = [
        row for row in dated if len(row.cells) <= table.width or not table.names
    ]  # wider ones have slipped
    columns = _columns_of(table, [row.cells for row in even or dated], len(every))
    return Sheet(table, columns, ranked[0], value_date, tuple(row.line for row in dated))


def _columns_of(table: Table, rows: list[list[str]], width: int) -> tuple[Column, ...]:
    width = max(width, max(map(len, rows), default=0))
    headings = [read_heading(name) for name in table.names] + [Heading("")] * (width - len(table.names))
    padded = [cells + [""] * (width - len(cells)) for cells in rows]
    by_column = list(zip(*padded, strict=True)) or [()] * width
    depth = min(_HEAD, max(_HEAD_CELLS // max(width, 1), 1000))
    return tuple(
        Column(place, heading, cells, depth)
        for place, (heading, cells) in enumerate(zip(headings, by_column, strict=True))
    )


def _date_columns(columns: Sequence[Column]) -> list[int]:
    """The best column of dates first. Below a heading only columns that it calls dates, if there are any."""
    counted = [(column, _count_dates(column)) for column in columns]
    most = max((count for _, count in counted), default=0)
    named = [column for column, count in counted if column.says_date and (count * 2 >= most)]
    if named:
        return [column.place for column in sorted(named, key=_date_rank)]
    return [column.place for column, count in counted if count and count * 10 >= most * 9]


def _count_dates(column: Column) -> int:
    return sum(cell in column.readings for cell in column.cells)


def _date_rank(column: Column) -> tuple[int, int]:
    words = column.heading.text.casefold()
    if "value_date" in column.heading.roles[:1]:
        return (3, column.place)
    if any(part in words for part in _BOOKED):
        return (0, column.place)
    return (0 if column.heading.exact and words.strip() in _BARE_DATES else 1, column.place)


def _dated_by(columns: Sequence[Column], *places: int) -> Callable[[list[str]], bool]:
    """Tells whether a row has a date in one of the columns."""
    asked = [(place, columns[place].says_date) for place in places if place >= 0]
    known: dict[tuple[str, bool], bool] = {}

    def is_date(cell: str, loose: bool) -> bool:  # noqa: FBT001
        if (cell, loose) not in known:
            known[cell, loose] = read_dates(cell, loose=loose) is not None
        return known[cell, loose]

    return lambda cells: any(place < len(cells) and is_date(cells[place], loose) for place, loose in asked)
