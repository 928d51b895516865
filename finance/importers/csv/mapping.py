"""How one bank's CSV is to be read: what a guess finds, a person corrects, and a preset keeps."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from config.lib.currencies import is_currency
from finance.importers.csv.dates import ORDERS, Order
from finance.importers.csv.encoding import KNOWN
from finance.importers.csv.numbers import Mark

Column = int | str  # position from 0, or the text of the heading
Sign = Literal["minus_out", "minus_in", "direction", "pair"]
SIGNS: tuple[Sign, ...] = ("minus_out", "minus_in", "direction", "pair")

SINGLE = (
    "date", "value_date", "amount", "debit", "credit", "direction", "fee", "balance", "currency", "merchant",
    "external_id", "category", "subcategory", "account", "from_account", "to_account", "status", "tags",
)  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "date_order": ORDERS,
    "decimal": (".", ","),
    "sign": SIGNS,
    "quote": ('"', "'", ""),
    "direction_blank": ("in", "out"),
}


class MappingError(ValueError):
    """The mapping cannot be used; `errors` has messages by field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(
            "; ".join(f"{field}: {message}" for field, all_ in errors.items() for message in all_)
        )
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Mapping:
    """None (or an empty tuple) means "not known": as a hint it leaves the question to the guess.

    `header_row` is the line of the heading, 0 for a file without one. `value_date` stands in where `date` is
    empty. `sign` says what the amounts mean: a minus is money out or in (an unmarked one the opposite; `Dr`
    and `Cr` in the cell always mean themselves), a word in the `direction` column (`direction_blank`: what an
    empty cell there means), or a pair of columns. In the columns of a pair that `own_minus` names the minus
    belongs to the column; elsewhere it is a reversal. `fee` is taken off the amount. `from_account` and
    `to_account` hold for transfers. `currency_code` is that of rows that name no currency.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header_row: int | None = None
    names: tuple[str, ...] = ()
    date: Column | None = None
    value_date: Column | None = None
    amount: Column | None = None
    debit: Column | None = None
    credit: Column | None = None
    direction: Column | None = None
    fee: Column | None = None
    balance: Column | None = None
    currency: Column | None = None
    note: tuple[Column, ...] = ()
    merchant: Column | None = None
    external_id: Column | None = None
    category: Column | None = None
    subcategory: Column | None = None
    account: Column | None = None
    from_account: Column | None = None
    to_account: Column | None = None
    status: Column | None = None
    tags: Column | None = None
    date_order: Order | None = None
    decimal: Mark | None = None
    sign: Sign | None = None
    direction_blank: Literal["in", "out"] | None = None
    own_minus: tuple[str, ...] = ()
    currency_code: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Only what is known, in JSON types; `from_dict` gives an equal mapping back."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in known.items()
            if value is not None and value != ()
        }

    @classmethod
    def from_dict(cls, values: AnyMapping[str, Any]) -> Mapping:
        """Raises MappingError with all that is wrong: unknown fields, wrong types, unknown words."""
        errors = {name: [message] for name, value in values.items() if (message := _wrong(name, value))}
        if errors:
            raise MappingError(errors)
        known: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        known |= {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        return cls(**known)

    def answered(self, answer: AnyMapping[str, Any]) -> Mapping:
        """With the answer of a question's choice in its place."""
        return Mapping.from_dict({**self.to_dict(), **answer})

    @property
    def width(self) -> int:
        """How many columns a row needs to have all that are named by position."""
        places = [column for field in SINGLE if isinstance(column := getattr(self, field), int)]
        return 1 + max([-1, *places, *(column for column in self.note if isinstance(column, int))])

    def preset(self) -> Mapping:
        """What holds for the bank's next file too: columns by heading, without the place of the heading."""
        if not self.header_row:
            return replace(self, encoding=None)
        named: dict[str, Any] = {field: self._name_of(getattr(self, field)) for field in SINGLE}
        note = tuple(name for column in self.note if (name := self._name_of(column)) is not None)
        return replace(self, encoding=None, header_row=None, names=(), note=note, **named)

    def _name_of(self, column: Column | None) -> Column | None:
        if not isinstance(column, int) or column >= len(self.names):
            return column
        name = self.names[column]
        return name if name and self.names.count(name) == 1 else column

    def resolve(self, names: tuple[str, ...]) -> Mapping:
        """The same with positions for headings; MappingError where the file has no such heading."""
        places = {name.casefold(): place for place, name in reversed(list(enumerate(names)))}
        errors: dict[str, list[str]] = {}

        def place_of(field: str, column: Column | None) -> Column | None:
            if not isinstance(column, str):
                return column
            if column.strip().casefold() not in places:
                errors[field] = [f"The file has no column “{column}”."]
            return places.get(column.strip().casefold())

        found: dict[str, Any] = {field: place_of(field, getattr(self, field)) for field in SINGLE}
        note = tuple(place for column in self.note if (place := place_of("note", column)) is not None)
        if errors:
            raise MappingError(errors)
        return replace(self, note=note, **found)


def _wrong(name: str, value: Any) -> str | None:
    if name not in Mapping.__dataclass_fields__:
        return "There is no such setting."
    if value is None:
        return None
    if name in _CHOICES:
        return None if value in _CHOICES[name] else f"Must be one of {', '.join(map(repr, _CHOICES[name]))}."
    if name in SINGLE:
        return None if _is_column(value) else "Must be the number of a column from 0, or its heading."
    holds, message = _CHECKS[name]
    return None if holds(value) else message


def _is_column(value: Any) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return 0 <= value < 200
    return isinstance(value, str) and bool(value.strip())


def _are_columns(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_column, value))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)


def _are_sides(value: Any) -> bool:
    return _are_texts(value) and set(value) <= {"debit", "credit"}


def _is_encoding(value: Any) -> bool:
    return isinstance(value, str) and value in KNOWN


def _is_delimiter(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1 and not value.isalnum() and value not in "\n\r\"' "


def _is_line(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000


def _is_currency_code(value: Any) -> bool:
    return isinstance(value, str) and is_currency(value)


_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "note": (_are_columns, "Must be a list of columns."),
    "names": (_are_texts, "Must be a list of texts."),
    "own_minus": (_are_sides, "May hold only 'debit' and 'credit'."),
    "encoding": (_is_encoding, "There is no such encoding here."),
    "delimiter": (_is_delimiter, "Must be one character that is no letter, digit, quote or space."),
    "header_row": (_is_line, "Must be a line number, or 0 for a file without a heading."),
    "currency_code": (_is_currency_code, "There is no such currency."),
}
