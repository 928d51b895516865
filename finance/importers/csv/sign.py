"""Whether an amount is money out or in: by markers, words, balances; asked for where they are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from finance.importers.csv.balance import Time, prove
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.flows import column_values
from finance.importers.csv.layouts import spent_is_positive
from finance.importers.csv.mapping import Sign
from finance.importers.csv.numbers import Mark, Marker
from finance.importers.csv.words import direction_of, hint_of

_HINT_ROWS = 1500
_WORDY = frozenset({"note", "merchant", "type", "category", "direction"})


@dataclass(frozen=True, slots=True)
class SignFound:
    """`sign` is None where nothing decides; `likely` then stands first among the choices."""

    sign: Sign | None
    why: str = ""
    likely: Sign = "minus_in"


def find_direction(sheet: Sheet, amount: Column) -> Column | None:
    """The column that says out or in by word or letter, next to the amount if there are several."""
    found = [column for column in sheet.columns if column.place != amount.place and _is_direction(column)]
    return min(found, key=lambda column: _direction_rank(column, amount), default=None)


def blank_way(direction: Column) -> Literal["in", "out"] | None:
    """What an empty cell means where only one of the two ways is marked (`CR`, or nothing)."""
    ways = {direction_of(cell) for cell in direction.distinct}
    if direction.filled == len(direction.head) or len(ways) != 1:
        return None
    return "out" if ways == {"in"} else "in"


def _is_direction(column: Column) -> bool:
    ways = {direction_of(cell) for cell in column.distinct[:13]}
    if column.kind != "text" or len(column.distinct) > 12 or None in ways:
        return False
    if column.filled * 20 < len(column.head) * 19:
        return "direction" in column.heading.roles and len(ways) == 1
    return {"in", "out"} <= ways or bool({"direction", "type"} & set(column.heading.roles))


def _direction_rank(column: Column, amount: Column) -> tuple[bool, int, bool]:
    named = bool({"direction", "type"} & set(column.heading.roles))
    return (not named, abs(column.place - amount.place), column.place < amount.place)


def find_sign(
    sheet: Sheet,
    amount: Column,
    balance: Column | None,
    direction: Column | None,
    *,
    mark: Mark,
    first: Time | None,
) -> SignFound:
    """For one column of amounts. `first`: how the dates say the rows are sorted, if they do."""
    markers = {
        number.marker
        for number, counts in zip(amount.numbers, amount.nonzero, strict=True)
        if number and counts
    }
    if not markers:
        return SignFound("minus_out")  # nothing to misread
    if markers & {"dr", "cr"}:
        return _by_suffix(markers, amount)
    if direction and not markers & {"-", "+"}:
        return SignFound("direction", f"{direction.label} says which way the money went.")
    votes = _Votes(sheet, amount, direction)
    if direction and (found := votes.by_direction(direction)):
        return found
    exporter = spent_is_positive(sheet.table.names)
    if exporter:
        return SignFound("minus_in", f"{exporter} shows what is spent without a minus.")
    return _by_balance(amount, balance, votes, mark, first) or _by_minus(markers, amount, votes)


def _by_suffix(markers: set[Marker], amount: Column) -> SignFound:
    if not markers & {"", "-", "+"}:
        return SignFound("minus_out", f"Every amount in {amount.label} is marked Dr or Cr.")
    if "-" in markers or {"dr", "cr"} <= markers:
        return SignFound(None)
    if "cr" in markers:
        return SignFound("minus_in", "Only money in is marked (Cr).")
    return SignFound("minus_out", "Only money out is marked (Dr).")


class _Votes:
    """Rows whose words say out or in, held against the sign of their amount."""

    def __init__(self, sheet: Sheet, amount: Column, direction: Column | None) -> None:
        self._amount = amount
        wordy = [
            column
            for column in sheet.of_kind("text")
            if column is not direction and (not column.heading.roles or _WORDY & set(column.heading.roles))
        ]
        self.agree, self.against = self._count([_words_of(row) for row in _rows(wordy)])

    def _count(self, ways: Sequence[str | None]) -> tuple[int, int]:
        agree = against = 0
        pairs = zip(ways, self._amount.numbers, self._amount.nonzero, strict=False)
        for way, number, counts in pairs:
            if number and counts and way in {"in", "out"}:
                agrees = (number.marker == "-") is (way == "out")
                agree, against = agree + agrees, against + (not agrees)
        return agree, against

    def by_direction(self, direction: Column) -> SignFound | None:
        agree, against = self._count([direction_of(cell) for cell in direction.head])
        total = agree + against
        if agree * 10 >= total * 7 and agree:
            return SignFound("minus_out", f"{direction.label} agrees with the minus signs.")
        if against * 10 >= total * 8 and against >= 3:
            return SignFound("minus_in", f"{direction.label} says that a minus is money in.")
        return SignFound(None, likely="direction")

    @property
    def oppose(self) -> bool:
        """Clearly against the usual meaning of a minus."""
        return self.against >= 3 and self.against * 10 >= (self.agree + self.against) * 8

    @property
    def support(self) -> bool:
        return self.agree >= 2 and self.agree * 10 >= (self.agree + self.against) * 6


def _rows(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    return list(zip(*(column.head[:_HINT_ROWS] for column in columns), strict=True))


def _words_of(cells: tuple[str, ...]) -> str | None:
    """The one way that the texts of a row speak of; a single letter among texts means nothing."""
    ways = {(direction_of(cell) if len(cell) > 2 else None) or hint_of(cell) for cell in cells} & {
        "in",
        "out",
    }
    return ways.pop() if len(ways) == 1 else None


def _by_balance(
    amount: Column, balance: Column | None, votes: _Votes, mark: Mark, first: Time | None
) -> SignFound | None:
    if balance is None:
        return None
    balances = column_values(balance, mark)
    usual, other = (
        prove(column_values(amount, mark, sign), balances, first=first) for sign in ("minus_out", "minus_in")
    )
    if usual.holds and usual.matches > other.matches:
        return SignFound(None) if votes.oppose else SignFound("minus_out", "The balances follow the signs.")
    if other.holds and other.matches > usual.matches:
        if first is None:  # balances before the row, read backwards, would look the same
            return SignFound(None)
        return SignFound("minus_in", "The balances follow the signs turned round: a minus is money in.")
    return None


def _by_minus(markers: set[Marker], amount: Column, votes: _Votes) -> SignFound:
    if "-" not in markers and "+" not in markers:
        return SignFound(None, likely="minus_out" if votes.agree > votes.against else "minus_in")
    if votes.oppose and "-" in markers and "" in markers:
        return SignFound("minus_in", "The texts say that a minus is money in (a card's statement).")
    if votes.against > votes.agree and not {"+", "-"} <= markers:
        return SignFound(None, likely="minus_in")
    if votes.support or "+" in markers or _mostly_minus(amount):
        return SignFound("minus_out", "A minus is money out.")
    return SignFound(None, likely="minus_out")


def _mostly_minus(amount: Column) -> bool:
    """Most files have more payments than receipts; where the minus is the exception it may mark either."""
    counted = [
        number for number, counts in zip(amount.numbers, amount.nonzero, strict=True) if number and counts
    ]
    plain = sum(number.marker != "-" for number in counted)
    return plain * 3 <= len(counted) * 2
