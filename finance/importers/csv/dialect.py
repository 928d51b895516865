"""From text to rows of cells: delimiter, quotes, and quotes that nobody closed."""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, NamedTuple

from finance.importers.csv.dates import read_dates
from finance.importers.refusal import FileRefused

if TYPE_CHECKING:
    import _csv

MAX_ROWS = 100_000
MAX_LINES = 1_000_000  # blank ones and line breaks inside cells included
MAX_LINE = 1_000_000
MAX_COLUMNS = 200
MAX_CELL = 131_072  # the csv module's own limit; a statement's longest cell is a hundred times shorter
_MAX_REPAIRS = 100
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # Excel's way to keep leading zeros


class Row(NamedTuple):
    """`line`: where the row begins, 1-based, as an editor counts."""

    line: int
    cells: list[str]


def named_delimiter(text: str) -> str | None:
    """The character that a first line `sep=;` names, for Excel."""
    match = re.match(r'"?sep=(.)"?[ ]*(?:\n|$)', text, re.IGNORECASE)
    return match[1] if match else None


def split_rows(text: str, delimiter: str, quote: str = '"', *, limit: int | None = None) -> Iterator[Row]:
    """Rows with at least one filled cell; cells are trimmed and empty ones at the end are dropped.

    Raises FileRefused above the limits of rows, columns and cell size. With `limit` only that many rows come,
    without complaint about the rest.
    """
    count = 0
    for line, cells in _Lines(text, delimiter, quote):
        kept = [_bare(cell) for cell in cells]
        if kept and kept[0][-1:] == '"' and kept[0].count('"') == 1:
            kept[0] = kept[0][:-1]  # the opening quote of the line is missing
        while kept and not kept[-1]:
            kept.pop()
        if not kept or (line == 1 and named_delimiter(text) and len(kept) <= 2):
            continue
        if len(kept) > MAX_COLUMNS:
            raise FileRefused(f"More than {MAX_COLUMNS} columns.", line)
        count += 1
        if limit is not None and count > limit:
            return
        if count > MAX_ROWS + 200:  # the rows of the heading and the foot are not counted against the file
            raise FileRefused(f"More than {MAX_ROWS:,} rows.", line)
        yield Row(line, kept)


def _bare(cell: str) -> str:
    cell = cell.strip()
    if cell.startswith('="') and (match := _FORMULA.fullmatch(cell)):
        return match[1].strip()
    return cell


_Run = Generator[tuple[int, list[str]], None, int]


class _Lines:
    """Runs the csv reader and goes back where a stray quote has swallowed the rows below it."""

    def __init__(self, text: str, delimiter: str, quote: str) -> None:
        if text.count("\n") > MAX_LINES:
            raise FileRefused(f"More than {MAX_LINES:,} lines.", MAX_LINES + 1)
        self._lines = text.split("\n")
        longest = max(range(len(self._lines)), key=lambda number: len(self._lines[number]))
        if len(self._lines[longest]) > MAX_LINE:
            raise FileRefused(f"The line is longer than {MAX_LINE:,} characters.", longest + 1)
        self._delimiter = delimiter
        self._quote = quote
        self._repairs = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        start = 0
        while start < len(self._lines):
            start = yield from self._run(start)

    def _run(self, start: int) -> _Run:
        """Yields rows from line `start` (0-based) on; returns where to begin again."""
        reader = self._reader(start)
        end = start
        while True:
            first = end
            try:
                cells = next(reader)
            except StopIteration:
                return len(self._lines)
            except csv.Error:
                return (yield from self._repair(first))
            end = start + reader.line_num
            if end - first > 1 and self._swallowed(first, end):
                return (yield from self._repair(first))
            yield first + 1, cells

    def _reader(self, start: int) -> _csv.Reader:
        lines = (self._lines[number] + "\n" for number in range(start, len(self._lines)))
        if not self._quote:
            return csv.reader(lines, delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(lines, delimiter=self._delimiter, quotechar=self._quote)

    def _swallowed(self, first: int, end: int) -> bool:
        """A line break in a cell continues a text; a swallowed row has a date where its first line has it."""
        dated = [place for place, cell in enumerate(self._split(first)) if read_dates(cell)]
        return bool(dated) and any(
            len(cells) > max(dated[0], 2) and read_dates(cells[dated[0]]) is not None
            for cells in map(self._split, range(first + 1, end))
        )

    def _split(self, line: int) -> list[str]:
        return [cell.strip().strip(self._quote) for cell in self._lines[line].split(self._delimiter)]

    def _repair(self, line: int) -> _Run:
        """The one line without the meaning of its quotes; then the run goes on below it."""
        self._repairs += 1
        if self._repairs > _MAX_REPAIRS or len(self._lines[line]) > MAX_CELL:
            raise FileRefused("A cell is too long, or its quote is never closed.", line + 1)
        yield line + 1, self._split(line)
        return line + 1
