"""What a bank knows, as a list of changes, and the cursors over it."""

from __future__ import annotations

import base64
import json
from copy import deepcopy
from typing import Any, Literal

Row = dict[str, Any]
Change = tuple[Literal["added", "modified", "removed"], str, Row]


class Forgotten(Exception):  # noqa: N818 - an answer
    """The cursor is none of ours, or no more."""


class Mutated(Exception):  # noqa: N818 - an answer
    """Something changed between two pages of one update."""


class History:
    """A page belongs to an update, the difference of two states; a change while it is told ends it."""

    def __init__(self) -> None:
        self._changes: list[tuple[str, Row | None]] = []
        self._epoch = 0

    def put(self, id: str, row: Row) -> None:
        self._changes.append((id, row))

    def change(self, id: str, **fields: Any) -> None:
        self.put(id, {**deepcopy(self.now()[id]), **fields})

    def drop(self, id: str) -> Row:
        row = self.now()[id]
        self._changes.append((id, None))
        return row

    def forget_cursors(self) -> None:
        self._epoch += 1

    def now(self) -> dict[str, Row]:
        return self._state(len(self._changes))

    def page(self, cursor: str, size: int) -> tuple[list[Change], str, bool]:
        """Changes, the next cursor, and whether there are more in this update."""
        start, end, offset = self._place(cursor)
        if offset and end != len(self._changes):
            raise Mutated
        changes = _difference(self._state(start), self._state(end))
        more = offset + size < len(changes)
        place = (self._epoch, start, end, offset + size) if more else (self._epoch, end, -1, 0)
        following = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
        return changes[offset : offset + size], following, more

    def _state(self, length: int) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for id_, row in self._changes[:length]:
            if row is None:
                rows.pop(id_, None)
            else:
                rows[id_] = row
        return rows

    def _place(self, cursor: str) -> tuple[int, int, int]:
        if not cursor:
            return 0, len(self._changes), 0
        try:
            epoch, start, end, offset = json.loads(base64.urlsafe_b64decode(cursor))
        except ValueError:
            raise Forgotten from None
        if epoch != self._epoch:
            raise Forgotten
        return start, len(self._changes) if end < 0 else end, offset


def _difference(before: dict[str, Row], after: dict[str, Row]) -> list[Change]:
    new: list[Change] = [("added", id_, row) for id_, row in after.items() if id_ not in before]
    changed: list[Change] = [
        ("modified", id_, row) for id_, row in after.items() if before.get(id_, row) != row
    ]
    gone: list[Change] = [("removed", id_, row) for id_, row in before.items() if id_ not in after]
    return new + changed + gone
