"""Which column plays which part in describing a row. Amounts have a module of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.currencies import currencies_of
from finance.importers.csv.mapping import Mapping
from finance.importers.csv.vocabulary import Role
from finance.importers.csv.words import direction_of

_MOST_ACCOUNTS = 20
_CODE = re.compile(r"[A-Z]{3}")
_FALLBACKS = frozenset({"reference", "type"})
_SHORTEST_IDENTIFIER = 6
_MOST_NOTES = 3  # of columns without a heading


def describe(sheet: Sheet, taken: Collection[int]) -> Mapping:
    """Who, what for, which category, account, currency, state. `taken` columns have another part already."""
    found: dict[str, int] = {}
    for role, fits in _PARTS:
        place = _best(sheet, role, fits, {*taken, *found.values()})
        if place is not None:
            found[role] = place
    left = [column for column in sheet.columns if column.place not in {*taken, *found.values()}]
    if "currency" not in found:
        unnamed = [column.place for column in left if _is_unnamed_currency(column, taken)]
        if unnamed:
            found["currency"] = unnamed[-1]
    notes = _notes_of(
        [column for column in left if column.place != found.get("currency")], "merchant" in found
    )
    return Mapping.from_dict({**found, "note": notes})


def _best(sheet: Sheet, role: Role, fits: Callable[[Column], bool], taken: Collection[int]) -> int | None:
    found = [
        (column.kind == "empty", not column.heading.exact, column.heading.roles.index(role), column.place)
        for column in sheet.columns
        if role in column.heading.roles and column.place not in taken and fits(column)
    ]
    return min(found)[-1] if found else None


def _notes_of(columns: list[Column], has_merchant: bool) -> list[int]:  # noqa: FBT001
    """What headings call texts; else unnamed columns with the longest texts; else the kind of payment."""
    named = [column for column in columns if "note" in column.heading.roles[:1] and not _is_way(column)]
    if any(column.distinct for column in named) or (named and not columns[0].cells):
        return [column.place for column in named if not _is_constant(column)] or [named[0].place]
    worded = [column for column in columns if column.kind == "text"]
    texts = [column for column in worded if not _is_technical(column)]
    if not texts and not has_merchant:
        texts = [column for column in worded if not column.heading.roles and not _is_code(column)]
    unnamed = sorted((column for column in texts if not column.heading.roles), key=_length, reverse=True)
    if unnamed:
        return sorted(column.place for column in unnamed[:_MOST_NOTES])
    left = [column for column in texts if _FALLBACKS & set(column.heading.roles[:1])]
    left = texts if not has_merchant and not named and not left else left
    return [column.place for column in [*named, *sorted(left, key=_length, reverse=True)[:1]]]


def _length(column: Column) -> float:
    sample = column.distinct[:400]
    return sum(map(len, sample)) / len(sample)


def _is_constant(column: Column) -> bool:
    """The same in every one of several rows: it tells nothing about this one."""
    return len(column.distinct) == 1 and column.filled == len(column.head) > 2


def _is_technical(column: Column) -> bool:
    return (
        "other" in column.heading.roles[:1]
        or _is_way(column)
        or _length(column) < 3
        or _is_code(column)
        or _is_constant(column)
    )


def _is_way(column: Column) -> bool:
    """Mostly DEBIT and CREDIT: no text for people."""
    sample = column.distinct[:400]
    return bool(sample) and sum(direction_of(cell) is not None for cell in sample) * 2 >= len(sample)


def _is_text(column: Column) -> bool:
    return column.kind in {"text", "empty"}


def _is_code(column: Column) -> bool:
    return bool(column.distinct) and all(map(currencies_of, column.distinct[:400]))


def _is_unnamed_currency(column: Column, taken: Collection[int]) -> bool:
    """Nothing but codes, without a heading that says otherwise, right beside an amount."""
    beside = {column.place - 1, column.place + 1} & set(taken)
    return bool(beside) and not column.heading.roles and _is_code(column)


def _is_currency(column: Column) -> bool:
    """By its heading. Codes that are no longer in use are refused row by row, not taken for another."""
    return bool(column.distinct) and all(
        currencies_of(cell) or _CODE.fullmatch(cell) for cell in column.distinct[:400]
    )


def _is_account(column: Column) -> bool:
    """Only where it tells rows apart: the account of the whole file is the one the user named."""
    number = len(column.distinct)
    return 1 < number <= _MOST_ACCOUNTS and number < len(column.head) == column.filled


def _is_unique(column: Column) -> bool:
    """Different in every row, and too long to be a line number or a placeholder."""
    distinct = set(column.cells)
    return len(distinct) == len(column.cells) > 0 and min(map(len, distinct)) >= _SHORTEST_IDENTIFIER


_PARTS: tuple[tuple[Role, Callable[[Column], bool]], ...] = (
    ("currency", _is_currency),
    ("merchant", _is_text),
    ("external_id", _is_unique),
    ("category", _is_text),
    ("subcategory", _is_text),
    ("account", _is_account),
    ("status", _is_text),
    ("tags", _is_text),
)
