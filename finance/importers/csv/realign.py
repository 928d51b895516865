"""Rows with more cells than the table: a delimiter inside an unquoted text, or inside an amount."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

_MOST_EXTRA = 20

Cells = list[str]


def realigned(
    cells: Cells, width: int, delimiter: str, content: Callable[[Cells], Hashable | None]
) -> Cells | None:
    """The one way to read the row: as it stands, or with neighbouring cells joined to one.

    `content` gives what matters of the cells (None when they make no sense). Where two ways make different
    sense the row is ambiguous: None.
    """
    extra = len(cells) - width
    if extra > _MOST_EXTRA:
        return None
    found = {
        sense: way for way in _ways(cells, width, extra, delimiter) if (sense := content(way)) is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _ways(cells: Cells, width: int, extra: int, delimiter: str) -> Iterator[Cells]:
    for place in range(width - 1, -1, -1):
        yield [*cells[:place], delimiter.join(cells[place : place + extra + 1]), *cells[place + extra + 1 :]]
    yield cells
