"""Which number of a date is the day: found by exclusion, context and chronology, never by habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from finance.importers.csv.balance import Time
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.context import usual_orders
from finance.importers.csv.dates import ORDERS, Dates, Order, read_dates

_INSIDE = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1\d{2,4}\b")
_CHOICE = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


class OrderFound(NamedTuple):
    """Exactly one of `options`, or several between which nothing decides; `why` tells what decided."""

    options: tuple[Order, ...]
    why: str = ""


def find_order(sheet: Sheet, *, first: Time | None) -> OrderFound:
    """`first`: how the balances say that the rows are sorted."""
    column = sheet.columns[sheet.date]
    if not column.dates:
        return OrderFound(("ymd",))  # nothing to misread
    options, stray = _not_excluded(column.dates)
    if len(options) == 1:
        return OrderFound(options, f"A number above 12 in {column.label} leaves only {_CHOICE[options[0]]}.")
    if not stray and _all_same(column.dates, options):
        return OrderFound(
            ("ymd",) if "ymd" in options and next(iter(column.readings))[:4].isdigit() else options[:1]
        )
    usual, home = usual_orders(sheet)
    for narrow, why in (
        (_by_other_dates(sheet), "Other dates of the file leave only {}."),
        (usual, f"{home}: dates are {{}}."),
        (_by_dots(column), "Dates with points are {}."),
        (_by_span(column.dates, options), "Only {} keeps the dates together in time."),
        (_by_sequence(sheet, options, first), "Only {} keeps the rows in the order of time."),
    ):
        kept = tuple(order for order in options if order in narrow)
        if len(kept) == 1:
            return OrderFound(kept, why.format(_CHOICE[kept[0]]))
        options = kept or options
    return OrderFound(options)


def _not_excluded(found: Sequence[Dates]) -> tuple[tuple[Order, ...], bool]:
    """Orders under which (nearly) every date exists. The flag: some dates exist only under another one."""
    misses = {order: sum(dates[place] is None for dates in found) for place, order in enumerate(ORDERS)}
    fewest = min(misses.values())
    if fewest == 0:
        return tuple(order for order in ORDERS if misses[order] == 0), False
    if fewest * 50 <= len(found):
        return tuple(order for order in ORDERS if misses[order] == fewest), False
    return tuple(order for order in ORDERS if misses[order] < len(found)), True


def _all_same(found: Iterable[Dates], options: Sequence[Order]) -> bool:
    places = [ORDERS.index(order) for order in options]
    return all(len({dates[place] for place in places}) == 1 for dates in found)


def _by_other_dates(sheet: Sheet) -> tuple[Order, ...]:
    """The file's second date column, and the dates in the lines around the table ("from 01/02 to 28/02")."""
    around = [cell for row in sheet.table.before for cell in row.cells]
    dated = set(sheet.lines)
    around += [cell for row in sheet.table.rows[-20:] if row.line not in dated for cell in row.cells]
    found = [read_dates(match[0]) for cell in around for match in _INSIDE.finditer(cell)]
    found += [
        dates for column in sheet.of_kind("date") if column.place != sheet.date for dates in column.dates
    ]
    options, stray = _not_excluded([dates for dates in found if dates])
    return ORDERS if stray else options


def _by_dots(column: Column) -> tuple[Order, ...]:
    """31.01.24: where points are used, the day comes first, or the year has four digits."""
    return ("dmy",) if all(cell.count(".") >= 2 for cell in column.readings) else ORDERS


def _by_span(found: Sequence[Dates], options: Sequence[Order]) -> tuple[Order, ...]:
    """Tells a year from a day, when both have two digits: the wrong one scatters the rows over decades."""
    if len(found) < 5 or "ymd" not in options:
        return ORDERS
    spans = {order: _span([dates[ORDERS.index(order)] for dates in found]) for order in options}
    nearest = min(spans.values())
    return tuple(order for order in options if spans[order] <= max(nearest, 30) * 5)


def _span(days: Sequence[date | None]) -> int:
    known = [day for day in days if day]
    return (max(known) - min(known)).days


def _by_sequence(sheet: Sheet, options: Sequence[Order], first: Time | None) -> tuple[Order, ...]:
    """Banks sort by date. Chance must be ruled out: enough different days, all other orders broken."""
    column = sheet.columns[sheet.date]
    rows = [dates for cell in column.cells if (dates := column.readings.get(cell))]
    kept = tuple(
        order
        for order in options
        if _is_sorted(*_turns([day for dates in rows if (day := _day(dates, order))]), first)
    )
    enough = len(column.dates) >= (3 if first else 5)
    return kept if enough and len(kept) == 1 else ORDERS


def _day(dates: Dates | None, order: Order) -> date | None:
    return dates[ORDERS.index(order)] if dates else None


def _turns(days: Sequence[date]) -> tuple[int, int]:
    """How often the next day is later, and how often earlier."""
    pairs = list(pairwise(days))
    return sum(before < after for before, after in pairs), sum(before > after for before, after in pairs)


def _is_sorted(rises: int, falls: int, first: Time | None) -> bool:
    if first:
        return (falls if first == "oldest" else rises) == 0
    return min(rises, falls) == 0


def time_of(sheet: Sheet, order: Order) -> Time | None:
    """Which end of the file is the older one, if the rows are sorted by date at all."""
    column = sheet.columns[sheet.date]
    rises, falls = _turns([day for cell in column.cells if (day := _day(column.readings.get(cell), order))])
    if bool(rises) == bool(falls):
        return None
    return "oldest" if rises else "newest"
