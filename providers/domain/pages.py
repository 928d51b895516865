"""A page from the rows that a bank sent: what cannot be read is set aside and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from providers.domain.contract import BankRow, Malformed, Page, Rejected
from providers.domain.fields import Row, Unreadable, identity

_LONGEST_CURSOR = 4000

T = TypeVar("T")


def read_page(
    body: Row,
    *,
    added: Iterable[Any],
    modified: Iterable[Any],
    removed: Iterable[Any],
    read: Callable[[Row], BankRow],
    id_field: str,
) -> Page:
    """Cursor and `has_more` come from the body; Malformed when they are not what was agreed."""
    new, bad = read_rows(added, read, id_field)
    changed, bad_changed = read_rows(modified, read, id_field)
    gone, bad_gone = read_rows(removed, lambda row: identity(row, "id"), "id")
    more = body.get("has_more")
    if not isinstance(more, bool):
        raise Malformed
    cursor = _cursor(body.get("next_cursor"))
    if more and not cursor:  # the next page would be the first one again
        raise Malformed
    return Page(new, changed, gone, cursor, more, bad + bad_changed + bad_gone, _ids(body))


def read_rows(
    rows: Iterable[Any], read: Callable[[Row], T], id_field: str
) -> tuple[tuple[T, ...], tuple[Rejected, ...]]:
    """Those that can be read, and of the others the reason."""
    good: list[T] = []
    bad: list[Rejected] = []
    for row in rows:
        try:
            if not isinstance(row, dict):
                raise Unreadable("not an object")
            good.append(read(row))
        except Unreadable as problem:
            bad.append(Rejected(_id_of(row, id_field), str(problem)))
    return tuple(good), tuple(bad)


def members(body: Row, name: str) -> Sequence[Any]:
    """The list under that name; Malformed when there is none."""
    value = body.get(name)
    if not isinstance(value, list):
        raise Malformed
    return value


def named(ids: Iterable[Any]) -> list[dict[str, Any]]:
    """Bare ids as rows, so that they are read like rows."""
    return [{"id": value} for value in ids]


def _cursor(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_CURSOR or not (value.isprintable()):
        raise Malformed
    return value


def _ids(body: Row) -> tuple[str, ...]:
    found = body.get("unavailable")
    return tuple(value for value in found if isinstance(value, str)) if isinstance(found, list) else ()


def _id_of(row: Any, id_field: str) -> str:
    try:
        return identity(row, id_field) if isinstance(row, dict) else ""
    except Unreadable:
        return ""
