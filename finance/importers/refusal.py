"""The one answer to a file that cannot be read as a whole."""

from __future__ import annotations


class FileRefused(ValueError):  # noqa: N818 - reads as what it says: the file was refused
    """Nothing of the file was read. `line` is where an editor shows the trouble (1-based), if anywhere."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"Line {line}: {reason}")
        self.reason = reason
        self.line = line
