"""From amount cells to signed movements, under one reading: what the balances are held against."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finance.importers.csv.columns import Column
from finance.importers.csv.mapping import Sign
from finance.importers.csv.numbers import Mark, Number

PROOF_ROWS = 3000  # enough to prove anything; the rest of a large file would only repeat it
_ZERO = Decimal(0)


def signed(number: Number | None, mark: Mark, sign: Sign) -> Decimal | None:
    """Money in is positive. `Dr` and `Cr` say it themselves; otherwise a minus is out (`minus_in`: in)."""
    value = number.under(mark) if number else None
    if number is None or value is None:
        return None
    if number.marker in {"dr", "cr"}:
        out = number.marker == "dr"
    else:
        out = (number.marker == "-") is (sign != "minus_in")
    return -Decimal(value) if out else Decimal(value)


def column_values(column: Column, mark: Mark, sign: Sign = "minus_out") -> list[Decimal | None]:
    """Of the first rows of the sheet."""
    return [signed(number, mark, sign) for number in column.numbers[:PROOF_ROWS]]


def pair_values(
    debit: Sequence[Decimal | None], credit: Sequence[Decimal | None], own_minus: Sequence[str]
) -> list[Decimal | None]:
    """Movements of two columns. A minus in a column that has its own minus says nothing new."""
    out = [None if value is None else (value if "debit" in own_minus else -value) for value in debit]
    into = [None if value is None else (-value if "credit" in own_minus else value) for value in credit]
    return [
        None if left is None and right is None else (left or _ZERO) + (right or _ZERO)
        for left, right in zip(out, into, strict=True)
    ]
