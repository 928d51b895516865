"""Pages of lists: `limit` with one of `offset` (or `skip`), `page` (from 1) and `cursor`.

    class TransactionQuery(Page):                       # the four parameters are inherited
        type: Literal["income", "expense"] | None = None

    query = read_query(request, TransactionQuery)
    body = page_of(rows, query, order=("-date", "-id"), present=present_one)    # a count and a page query
    body = page_of(rows, query, order=…, present=…, total=4711)                 # one query
    body = page_of_list(items, query, present=present_one)                      # a list in memory

`body` is the dict `{data, total, limit, offset, has_more, next_cursor}`; add keys to it before answering.
A list without cursors derives its query from `Slice`: the first three parameters, and `start`.
`order` is total: its last key is unique; its keys are fields or annotations without NULLs (`account__name`
too); rows may be objects or dicts of `.values()`. For the schema: `PageOf[TransactionOut]`, or a subclass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from hashlib import sha256
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from django.db.models import Q, QuerySet

from config.drf.cursors import Cursor, Key, cursor_after, read_cursor
from config.drf.structs import Answer, Query
from config.lib.errors import Invalid

DEFAULT_LIMIT = 100
FURTHEST = 10**7
T = TypeVar("T")
Listing = dict[str, Any]
Present = Callable[[Any], Any]

Position = Annotated[int, msgspec.Meta(ge=0, le=FURTHEST)]


class Slice(Query, kw_only=True):
    """The rows that a query asks for by their position; a subclass adds its filters."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=1000)] = DEFAULT_LIMIT
    offset: Position | None = None
    skip: Position | None = None
    page: Annotated[int, msgspec.Meta(ge=1, le=FURTHEST)] | None = None

    def __post_init__(self) -> None:
        places = ("offset", "skip", "page", "cursor")
        given = [name for name in places if getattr(self, name, None) is not None]
        if len(given) > 1:
            raise Invalid(errors={name: [f"Give only one of {', '.join(given)}"] for name in given})
        if self.start > FURTHEST:
            raise Invalid(errors={"page": [f"Must not lie beyond row {FURTHEST}"]})

    @property
    def start(self) -> int:
        """How many rows lie before the first; with a cursor the cursor knows, not this."""
        if self.page is not None:
            return (self.page - 1) * self.limit
        return self.offset or self.skip or 0


class Page(Slice, kw_only=True):
    """The page that a query asks for, by position or by cursor."""

    cursor: str | None = None


class PageOf(Answer, Generic[T], kw_only=True):
    """The body of a list."""

    data: list[T]
    total: int
    limit: int
    offset: int
    has_more: bool
    next_cursor: str | None = None


def page_of(
    rows: QuerySet[Any, Any],
    page: Page,
    *,
    order: Sequence[str],
    present: Present,
    total: int | None = None,
    filters: str = "",
) -> Listing:
    """One page in one query, and one more to count unless `total` is given or kept in the cursor.

    A cursor is good only for the query that made it: `filters` names those that `page` does not hold itself.
    """
    name = _digest(page, rows.model._meta.label_lower, filters, *order)
    cursor = read_cursor(page.cursor, query=name) if page.cursor is not None else None
    if total is None:
        total = cursor.total if cursor else rows.count()
    start = cursor.offset if cursor else page.start
    found = _fetch(rows.order_by(*order), page, order, cursor)
    shown, more = found[: page.limit], len(found) > page.limit
    after = None
    if more:
        keys = [_key(shown[-1], path.removeprefix("-")) for path in order]
        after = cursor_after(query=name, keys=keys, offset=start + len(shown), total=total)
    return _body([present(row) for row in shown], page, start=start, total=total, more=more, after=after)


def page_of_list(items: Sequence[Any], page: Page, *, present: Present = lambda item: item) -> Listing:
    """A page of what is in memory; its cursors are positions."""
    name = _digest(page, "list")
    start = read_cursor(page.cursor, query=name).offset if page.cursor is not None else page.start
    shown = items[start : start + page.limit]
    end, total = start + len(shown), len(items)
    after = cursor_after(query=name, keys=[], offset=end, total=total) if end < total and shown else None
    return _body(
        [present(item) for item in shown], page, start=start, total=total, more=end < total, after=after
    )


def _body(data: list[Any], page: Page, *, start: int, total: int, more: bool, after: str | None) -> Listing:
    return {
        "data": data,
        "total": total,
        "limit": page.limit,
        "offset": start,
        "has_more": more,
        "next_cursor": after,
    }


def _fetch(rows: QuerySet[Any, Any], page: Page, order: Sequence[str], cursor: Cursor | None) -> list[Any]:
    if cursor:
        return list(rows.filter(_beyond(order, cursor.values()))[: page.limit + 1])
    return list(rows[page.start : page.start + page.limit + 1])


def _beyond(order: Sequence[str], values: Sequence[Key]) -> Q:
    """(a, b) > (x, y) as `a >= x AND (a > x OR (a = x AND b > y))`: the first bound lets an index seek."""
    steps = []
    equal = Q()
    for path, value in zip(order, values, strict=True):
        name, operator = path.removeprefix("-"), "lt" if path.startswith("-") else "gt"
        steps.append(equal & Q(**{f"{name}__{operator}": value}))
        equal &= Q(**{name: value})
    first = order[0]
    bound = Q(**{f"{first.removeprefix('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]})
    return bound & reduce(Q.__or__, steps)


def _key(row: Any, path: str) -> Key:
    if isinstance(row, Mapping):
        key: Key = row[path]
        return key
    for part in path.split("__"):
        row = getattr(row, part)
    value: Key = row
    return value


def _digest(page: Page, *parts: str) -> str:
    filters = {
        name: value
        for name, value in msgspec.structs.asdict(page).items()
        if name not in {"limit", "offset", "skip", "page", "cursor"}
    }
    data = msgspec.json.encode([type(page).__qualname__, parts, filters], order="sorted")
    return sha256(data).hexdigest()[:16]
