"""The columns that hold the money of a file, and what two such columns have to do with each other."""

from __future__ import annotations

from dataclasses import dataclass

from finance.importers.csv.balance import Proof, Time, prove
from finance.importers.csv.columns import Column
from finance.importers.csv.flows import column_values, pair_values
from finance.importers.csv.numbers import Mark


@dataclass(frozen=True)
class Amounts:
    """The columns found. `rivals`: columns that could be the amount just as well, or, with `is_pair`, the two
    that are out and in, nobody knows which.
    """

    amount: Column | None = None
    debit: Column | None = None
    credit: Column | None = None
    balance: Column | None = None
    rivals: tuple[Column, ...] = ()
    is_pair: bool = False
    why: str = ""

    @property
    def rows(self) -> int:
        """How many rows have an amount."""
        return sum(sum(column.nonzero) for column in (self.amount, self.debit, self.credit) if column)

    @property
    def columns(self) -> list[Column]:
        every = (self.amount, self.debit, self.credit, self.balance, *self.rivals)
        return [column for column in every if column is not None]


def own_minus_of(debit: Column | None, credit: Column | None) -> tuple[str, ...]:
    """The columns of a pair in which most amounts carry a minus: there it only repeats the heading."""
    return tuple(
        name
        for name, column in (("debit", debit), ("credit", credit))
        if column and _minuses(column) * 2 > sum(column.nonzero)
    )


def _minuses(column: Column) -> int:
    return sum(number is not None and number.marker in {"-", "dr"} for number in column.numbers)


def rarely_both(left: Column, right: Column) -> bool:
    """Hardly any row has an amount in both columns."""
    return _both(left, right) * 10 <= len(left.head)


def take_turns(left: Column, right: Column) -> bool:
    """(Nearly) every row has an amount in exactly one of the two, and both occur."""
    turns = sum(a != b for a, b in zip(left.nonzero, right.nonzero, strict=True))
    mixed = any(left.nonzero) and any(right.nonzero) and not _both(left, right)
    return mixed and turns * 10 >= len(left.head) * 9


def _both(left: Column, right: Column) -> int:
    return sum(a and b for a, b in zip(left.nonzero, right.nonzero, strict=True))


def follows(balance: Column, amount: Column, mark: Mark, first: Time | None) -> Proof:
    """How well the balances follow the amounts, with whichever sign."""
    balances = column_values(balance, mark)
    proofs = (
        prove(column_values(amount, mark, sign), balances, first=first) for sign in ("minus_out", "minus_in")
    )
    return max(proofs, key=lambda proof: proof.matches)


def pair_follows(balance: Column, debit: Column, credit: Column, mark: Mark, first: Time | None) -> Proof:
    """How well the balances fall by the one column and rise by the other."""
    own = own_minus_of(debit, credit)
    moves = pair_values(column_values(debit, mark), column_values(credit, mark), own)
    return prove(moves, column_values(balance, mark), first=first)
