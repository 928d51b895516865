"""Why one row is left out, on its way from the cell where it was noticed to the reading's lists."""

from __future__ import annotations


class NotTaken(Exception):  # noqa: N818 - a verdict on a row, not an error of the program
    """`skipped` when the row moves no money; otherwise it is rejected, and a person should look."""

    def __init__(self, field: str, message: str, *, skipped: bool = False) -> None:
        super().__init__(message)
        self.field = field
        self.skipped = skipped
