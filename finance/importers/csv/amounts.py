"""Which columns hold the money: one amount, a pair for out and in, and the balance that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from finance.importers.csv.balance import Proof, Time, prove
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.flows import column_values, pair_values
from finance.importers.csv.numbers import Mark

_MOST_CANDIDATES = 6


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


def find_amounts(sheet: Sheet, mark: Mark, first: Time | None) -> Amounts:
    """By headings where they name amounts, otherwise by the balance's arithmetic, otherwise by shape."""
    balance = next(iter(sheet.with_role("balance", "number")), None)
    named_amounts = sheet.with_role("amount", "number")
    pair = _named_pair(sheet, balance)
    if pair and not any(sum(amount.nonzero) > pair.rows for amount in named_amounts):
        return pair
    if named_amounts:
        return _one_of(named_amounts, balance, mark, first)
    for role in ("debit", "credit"):
        if lone := sheet.with_role(role, "number"):
            return _with_partner(sheet, role, lone[0], balance)
    if empty := sheet.with_role("amount", "empty"):
        return Amounts(amount=empty[0], balance=balance)
    return _by_values(sheet, balance, mark, first)


def _named_pair(sheet: Sheet, balance: Column | None) -> Amounts | None:
    """The pair that headings name; of several the one with the most amounts."""
    pairs = [
        Amounts(debit=debit, credit=credit, balance=balance)
        for debit in sheet.with_role("debit", "number", "empty")
        for credit in sheet.with_role("credit", "number", "empty")
        if debit.place != credit.place and _fit_together(debit, credit)
    ]
    return max(pairs, key=lambda pair: pair.rows, default=None)


def _fit_together(debit: Column, credit: Column) -> bool:
    both = sum(map(_and, debit.nonzero, credit.nonzero))
    return both * 10 <= len(debit.head)


def _and(left: bool, right: bool) -> bool:  # noqa: FBT001
    return left and right


def _one_of(named: Sequence[Column], balance: Column | None, mark: Mark, first: Time | None) -> Amounts:
    """The named amount. Of several different ones: the one that the balance follows; or a question."""
    best = [column for column in named if column.heading.exact] or list(named)
    if len(best) == 1 or all(column.numbers == best[0].numbers for column in best):
        return Amounts(amount=best[0], balance=balance)
    proven = [column for column in best if balance and _follows(column, balance, mark, first).holds]
    if len(proven) == 1:
        return Amounts(amount=proven[0], balance=balance, why=f"The balance follows {proven[0].label}.")
    return Amounts(balance=balance, rivals=tuple(best))


def _follows(amount: Column, balance: Column, mark: Mark, first: Time | None) -> Proof:
    proofs = [
        prove(
            column_values(amount, mark, sign),
            column_values(balance, mark),
            first=first,
        )
        for sign in ("minus_out", "minus_in")
    ]
    return max(proofs, key=lambda proof: proof.matches)


def _with_partner(sheet: Sheet, role: str, lone: Column, balance: Column | None) -> Amounts:
    """A heading names only one side; a column without a known heading may hold the other one."""
    partners = [
        column
        for column in sheet.of_kind("number")
        if not column.heading.roles and column.is_money and _take_turns(lone, column)
    ]
    other = partners[0] if len(partners) == 1 else None
    debit, credit = (lone, other) if role == "debit" else (other, lone)
    return Amounts(debit=debit, credit=credit, balance=balance)


def _take_turns(left: Column, right: Column) -> bool:
    """Every (or nearly every) row has an amount in exactly one of the two, and both occur."""
    turns = sum(a != b for a, b in zip(left.nonzero, right.nonzero, strict=True))
    both = sum(map(_and, left.nonzero, right.nonzero))
    return not both and any(left.nonzero) and any(right.nonzero) and turns * 10 >= len(left.head) * 9


def _by_values(sheet: Sheet, balance: Column | None, mark: Mark, first: Time | None) -> Amounts:
    found = [
        column
        for column in sheet.of_kind("number")
        if column.place not in {sheet.date, sheet.value_date}
        and not {"other", "balance", "fee", "external_id", "account"} & set(column.heading.roles[:1])
    ]
    money = [column for column in found if column.is_money] or found
    if proven := _proven(money[-_MOST_CANDIDATES:], balance, mark, first):
        return proven
    money = [
        column for column in money if column.filled * 2 >= len(column.head) or _has_partner(column, money)
    ]
    varied = [column for column in money if not _is_constant(column)] or money
    pairs = [
        (left, right)
        for place, left in enumerate(varied)
        for right in varied[place + 1 :]
        if _take_turns(left, right)
    ]
    if len(pairs) == 1:
        return _pair_by_signs(*pairs[0], balance)
    return _single_by_shape(sheet, varied, balance)


def _is_constant(column: Column) -> bool:
    """One figure in each of several rows: a limit, or a balance that somebody blanked out."""
    return len(column.distinct) == 1 and column.filled == len(column.head) > 2


def _has_partner(column: Column, money: Sequence[Column]) -> bool:
    return any(_take_turns(column, other) for other in money if other is not column)


def _proven(
    money: Sequence[Column], balance: Column | None, mark: Mark, first: Time | None
) -> Amounts | None:
    """The reading under which the amounts explain the balances best, if any explains them."""
    found = [
        (proof.matches, reading.rows, -place, reading)
        for total in ([balance] if balance else money)
        for place, (reading, proof) in enumerate(
            _readings([column for column in money if column is not total], total, mark, first)
        )
        if proof.holds
    ]
    return max(found, key=lambda item: item[:3])[3] if found else None


def _readings(
    rest: Sequence[Column], balance: Column, mark: Mark, first: Time | None
) -> Iterator[tuple[Amounts, Proof]]:
    balances = column_values(balance, mark)
    for amount in rest:
        why = f"The balances in {balance.label} follow {amount.label}."
        yield Amounts(amount=amount, balance=balance, why=why), _follows(amount, balance, mark, first)
    for debit, credit in permutations(rest, 2):
        if _take_turns(debit, credit):
            own = own_minus_of(debit, credit)
            moves = pair_values(column_values(debit, mark), column_values(credit, mark), own)
            why = f"The balances in {balance.label} fall by {debit.label} and rise by {credit.label}."
            yield (
                Amounts(debit=debit, credit=credit, balance=balance, why=why),
                prove(moves, balances, first=first),
            )


def _pair_by_signs(left: Column, right: Column, balance: Column | None) -> Amounts:
    own = own_minus_of(left, right)
    if len(own) == 1:
        debit, credit = (left, right) if own == ("debit",) else (right, left)
        return Amounts(
            debit=debit, credit=credit, balance=balance, why=f"Only {debit.label} has minus signs."
        )
    return Amounts(balance=balance, rivals=(left, right), is_pair=True)


def _single_by_shape(sheet: Sheet, varied: Sequence[Column], balance: Column | None) -> Amounts:
    marked = [column for column in varied if any(number and number.marker for number in column.numbers)]
    left = marked if len(marked) == 1 else list(varied)
    if len(left) != 1:
        return Amounts(balance=balance, rivals=tuple(left))
    neighbours = [
        column
        for column in sheet.of_kind("empty")
        if abs(column.place - left[0].place) == 1 and not column.heading.text and not marked
    ]
    if len(neighbours) == 1:
        rivals = sorted((left[0], neighbours[0]), key=lambda column: column.place)
        return Amounts(balance=balance, rivals=tuple(rivals), is_pair=True)
    return Amounts(amount=left[0], balance=balance)
