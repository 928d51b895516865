"""Field types of request structs. To a type checker they are plain types; at run time each parses strictly.

    class TransactionIn(Body):
        amount: Amount                         # Decimal > 0, 4 decimals, from a number or a decimal string
        date: Day                              # 1900-01-01 .. today + 5 years; takes the date of a date-time
        note: Note | msgspec.UnsetType = msgspec.UNSET
        account_id: Identifier | None = None   # int 1 .. 2**63 - 1

The value in the struct is the plain type (`Decimal`, `date`, `str`, `int`), never a subclass. In a union a
value type may stand only beside `None` and `UnsetType`. `path_id(text)` reads the id in a path: 404 for any
odd form.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from config.drf import scalars
from config.lib.errors import Missing

if TYPE_CHECKING:
    from collections.abc import Callable


class Value(type):
    """A marker class whose instances are all values of its `plain` type: structs hold plain values."""

    plain: type
    parse: Callable[[object], Any]
    schema: dict[str, Any]  # as read
    sent: dict[str, Any]  # as sent

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.plain)


def value_type(name: str, plain: type, parse: Callable[[object], Any], **schema: Any) -> Value:
    """A field type: `parse` turns what JSON or the query string holds into `plain`, or raises ValueError."""
    sent = {"type": "number"} if plain is Decimal else schema
    return Value(name, (), {"plain": plain, "parse": staticmethod(parse), "schema": schema, "sent": sent})


def parse_value(kind: type, value: object) -> Any:
    """The `dec_hook` of every conversion."""
    if isinstance(kind, Value):
        return kind.parse(value)
    raise NotImplementedError(f"{kind!r} is not a field type of a request")


def path_id(value: object) -> int:
    """The id in a path; of any other form: `Missing`, the same 404 as for a foreign object."""
    try:
        return scalars.parse_id_text(value)
    except ValueError:
        raise Missing from None


if TYPE_CHECKING:
    Amount = Decimal
    SignedAmount = Decimal
    Number = Decimal
    Day = date
    FarDay = date
    Name = str
    Note = str
    CurrencyCode = str
    SearchText = str
    Identifier = int
else:
    AMOUNT = {
        "oneOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 1_000_000_000},
            {"type": "string", "pattern": r"^[0-9]{1,10}(\.[0-9]{1,4})?$"},
        ],
        "description": "At most 4 decimals",
    }
    SIGNED = {
        "oneOf": [
            {"type": "number", "minimum": -1_000_000_000, "maximum": 1_000_000_000},
            {"type": "string", "pattern": r"^-?[0-9]{1,10}(\.[0-9]{1,4})?$"},
        ],
        "description": "At most 4 decimals",
    }
    NUMBER = {
        "oneOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$"}]
    }
    DAY = {"type": "string", "format": "date"}
    Amount = value_type("Amount", Decimal, scalars.parse_positive_amount, **AMOUNT)
    SignedAmount = value_type("SignedAmount", Decimal, scalars.parse_amount, **SIGNED)
    Number = value_type("Number", Decimal, scalars.parse_number, **NUMBER)
    Day = value_type("Day", date, scalars.parse_day, **DAY)
    FarDay = value_type("FarDay", date, partial(scalars.parse_day, years=100), **DAY)
    Name = value_type(
        "Name",
        str,
        partial(scalars.parse_text, limit=120, least=1),
        type="string",
        minLength=1,
        maxLength=120,
    )
    Note = value_type("Note", str, partial(scalars.parse_text, limit=500), type="string", maxLength=500)
    CurrencyCode = value_type(
        "CurrencyCode", str, scalars.parse_currency, type="string", pattern="^[A-Za-z]{3}$"
    )
    SearchText = value_type("SearchText", str, scalars.parse_search, type="string", maxLength=200)
    Identifier = value_type(
        "Identifier", int, scalars.parse_identifier, type="integer", minimum=1, maximum=scalars.BIG
    )
