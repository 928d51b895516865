"""CSV of any bank: bytes to a guessed mapping (`guess`), bytes and mapping to transactions (`read`).

`encoding` and `dialect` make rows of the bytes, `table` finds the heading, `columns` looks at the cells.
`amounts`, `mark`, `sign`, `order` and `roles` each decide one thing for `guess`, on evidence or not at all.
`read` follows a mapping and guesses nothing.
"""

from __future__ import annotations

from finance.importers.csv.guess import guess
from finance.importers.csv.mapping import Mapping, MappingError
from finance.importers.csv.question import Choice, Guess, Question
from finance.importers.csv.read import read
from finance.importers.reading import Reading, RowError
from finance.importers.refusal import FileRefused

__all__ = [
    "Choice",
    "FileRefused",
    "Guess",
    "Mapping",
    "MappingError",
    "Question",
    "Reading",
    "RowError",
    "guess",
    "read",
]
