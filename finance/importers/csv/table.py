"""The table inside the file: its dialect, where its heading stands, which rows lie below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from finance.importers.csv.dates import read_dates
from finance.importers.csv.dialect import MAX_ROWS, Row, named_delimiter, split_rows
from finance.importers.csv.encoding import decode
from finance.importers.csv.headers import read_heading
from finance.importers.csv.numbers import read_number
from finance.importers.refusal import FileRefused

_DELIMITERS = (",", ";", "\t", "|", "~", "^")
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 300
_MONEY = frozenset({"amount", "debit", "credit"})


@dataclass(frozen=True, slots=True)
class Table:
    """`header_row` is a line of the file, 0 without a heading; `rows` are those below it, `before` above."""

    encoding: str
    delimiter: str
    quote: str
    header_row: int
    names: tuple[str, ...]
    before: list[Row]
    rows: list[Row]
    width: int


def open_table(
    data: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    header_row: int | None = None,
) -> Table:
    """What is not given is found out. Raises FileRefused where there is no table or a limit is passed."""
    text, encoding = decode(data, encoding=encoding)
    if delimiter is None or quote is None:
        delimiter, quote = _dialect_of(text, delimiter, quote)
    rows = list(split_rows(text, delimiter, quote))
    place = _heading_of(rows) if header_row is None else _place_of(rows, header_row)
    body = rows[place + 1 :]
    if len(body) > MAX_ROWS:
        raise FileRefused(f"More than {MAX_ROWS:,} rows.", body[MAX_ROWS].line)
    names = tuple(rows[place].cells) if place >= 0 else ()
    return Table(
        encoding=encoding,
        delimiter=delimiter,
        quote=quote,
        header_row=rows[place].line if place >= 0 else 0,
        names=names,
        before=rows[: max(place, 0)],
        rows=body,
        width=len(names) or _usual_width(body),
    )


def _dialect_of(text: str, delimiter: str | None, quote: str | None) -> tuple[str, str]:
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    known = delimiter or named_delimiter(text)
    tried: list[tuple[tuple[int, int, int], int, str, str]] = []
    refused: FileRefused | None = None
    for place, candidate in enumerate([known] if known else _DELIMITERS):
        try:
            used_quote = _quote_of(sample, candidate) if quote is None else quote
            rows = list(split_rows(sample, candidate, used_quote, limit=_SAMPLE_ROWS))
        except FileRefused as error:  # another delimiter may do
            refused = refused or error
        else:
            tried.append((_fitness(rows), -place, candidate, used_quote))
    if not tried:
        raise refused or FileRefused("There is no table in this file.")
    fitness, _, best, used_quote = max(tried)
    if refused and not any(fitness[:2]):
        raise refused  # no other delimiter makes sense of it either
    return best, used_quote


def _fitness(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Rows with a date and an amount, then how much of a heading there is, then how even the rows are."""
    full = sum(any(map(read_dates, row.cells)) and any(map(read_number, row.cells)) for row in rows)
    heading = max((_heading_score(row.cells) for row in rows[:100]), default=0)
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return full, heading, max(widths.values(), default=0)


def _quote_of(sample: str, delimiter: str) -> str:
    """The apostrophe, where cells begin and end with it and no quotation mark is in sight."""
    if '"' in sample:
        return '"'
    sample = f"\n{sample}"
    opened = sample.count(f"{delimiter}'") + sample.count("\n'")
    closed = sample.count(f"'{delimiter}") + sample.count("'\n")
    return "'" if opened > 1 and abs(opened - closed) * 10 <= opened else '"'


def _heading_score(cells: Sequence[str]) -> int:
    """0 for a row that cannot be the heading of a table of transactions."""
    headings = [read_heading(cell) for cell in cells]
    roles = {role for heading in headings for role in heading.roles[:1]}
    known = sum(heading.exact for heading in headings)
    if not roles & {"date", "value_date"} or any(map(read_dates, cells)):
        return 0
    return len(roles) + known if roles & _MONEY or known >= 4 else 0


def _heading_of(rows: Sequence[Row]) -> int:
    """The place of the heading among the rows, -1 for none."""
    scores = [(_heading_score(row.cells), place) for place, row in enumerate(rows[:_SAMPLE_ROWS])]
    candidates = [(place, score) for score, place in scores if score]
    if candidates:
        return max(candidates, key=lambda item: (_dated_below(rows, item[0]), item[1], -item[0]))[0]
    return _unknown_heading_of(rows)


def _dated_below(rows: Sequence[Row], place: int) -> int:
    """How many of the next rows have a date where this heading promises one."""
    columns = [
        column
        for column, cell in enumerate(rows[place].cells)
        if {"date", "value_date"} & set(read_heading(cell).roles)
    ]
    return sum(
        any(column < len(row.cells) and read_dates(row.cells[column], loose=True) for column in columns)
        for row in rows[place + 1 : place + 31]
    )


def _unknown_heading_of(rows: Sequence[Row]) -> int:
    """The row of words right above the first dated row, as wide as that, in whatever language."""
    for place, row in enumerate(rows[:_SAMPLE_ROWS]):
        if any(map(read_dates, row.cells)) and any(map(read_number, row.cells)):
            return place - 1 if place and _is_worded(rows[place - 1].cells, len(row.cells)) else -1
    return -1


def _is_worded(cells: Sequence[str], width: int) -> bool:
    return all(cells) and len(cells) >= max(2, width - 1) and not any(map(read_number, cells))


def _place_of(rows: Sequence[Row], line: int) -> int:
    if line == 0:
        return -1
    for place, row in enumerate(rows):
        if row.line >= line:
            return place
    raise FileRefused("The heading should be here, but the file has no such line.", line)


def _usual_width(rows: Sequence[Row]) -> int:
    widths = Counter(len(row.cells) for row in rows if any(map(read_dates, row.cells[:6])))
    return max(widths, key=lambda width: (widths[width], width), default=0)
