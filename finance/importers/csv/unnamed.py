"""Amounts in columns that no heading names: by the balance's arithmetic, otherwise by shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from finance.importers.csv.amounts import Amounts, follows, own_minus_of, pair_follows, take_turns
from finance.importers.csv.balance import Proof, Time
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.numbers import Mark

_MOST_CANDIDATES = 6
_NO_MONEY = frozenset({"other", "balance", "fee", "external_id", "account"})


def find_unnamed(sheet: Sheet, balance: Column | None, mark: Mark, first: Time | None) -> Amounts:
    found = [
        column
        for column in sheet.of_kind("number")
        if column.place not in {sheet.date, sheet.value_date}
        and not _NO_MONEY & set(column.heading.roles[:1])
    ]
    money = [column for column in found if column.is_money] or found
    proven = prove_by_balance(money[-_MOST_CANDIDATES:], balance, mark, first)
    return proven or _by_shape(sheet, money, balance)


def prove_by_balance(
    money: Sequence[Column], balance: Column | None, mark: Mark, first: Time | None
) -> Amounts | None:
    """The reading under which the amounts explain the balances best; None where nothing explains them.
    Without a known balance each column is tried as one.
    """
    found = [
        (proof.matches, reading.rows, -place, reading)
        for total in ([balance] if balance else money)
        for place, (reading, proof) in enumerate(_readings(money, total, mark, first))
        if proof.holds
    ]
    return max(found, key=lambda item: item[:3])[3] if found else None


def _readings(
    money: Sequence[Column], balance: Column, mark: Mark, first: Time | None
) -> Iterator[tuple[Amounts, Proof]]:
    rest = [column for column in money if column is not balance]
    for amount in rest:
        why = f"The balances in {balance.label} follow {amount.label}."
        yield Amounts(amount=amount, balance=balance, why=why), follows(balance, amount, mark, first)
    for debit, credit in permutations(rest, 2):
        if take_turns(debit, credit):
            why = f"The balances in {balance.label} fall by {debit.label} and rise by {credit.label}."
            reading = Amounts(debit=debit, credit=credit, balance=balance, why=why)
            yield reading, pair_follows(balance, debit, credit, mark, first)


def _by_shape(sheet: Sheet, money: Sequence[Column], balance: Column | None) -> Amounts:
    filled = [
        column for column in money if column.filled * 2 >= len(column.head) or _has_partner(column, money)
    ]
    varied = [column for column in filled if not _is_constant(column)] or filled
    pairs = [(left, right) for left, right in combinations(varied, 2) if take_turns(left, right)]
    if len(pairs) == 1:
        return pair_by_signs(*pairs[0], balance)
    return _single_by_shape(sheet, varied, balance)


def _is_constant(column: Column) -> bool:
    """One figure in each of several rows: a limit, or a balance that somebody blanked out."""
    return len(column.distinct) == 1 and column.filled == len(column.head) > 2


def _has_partner(column: Column, money: Sequence[Column]) -> bool:
    return any(take_turns(column, other) for other in money if other is not column)


def pair_by_signs(left: Column, right: Column, balance: Column | None) -> Amounts:
    """Of two columns that take turns the one with minus signs is out; without signs that has to be asked."""
    own = own_minus_of(left, right)
    if len(own) != 1:
        return Amounts(balance=balance, rivals=(left, right), is_pair=True)
    debit, credit = (left, right) if own == ("debit",) else (right, left)
    why = f"Only {debit.label} has minus signs."
    return Amounts(debit=debit, credit=credit, balance=balance, why=why)


def _single_by_shape(sheet: Sheet, varied: Sequence[Column], balance: Column | None) -> Amounts:
    marked = [column for column in varied if any(number and number.marker for number in column.numbers)]
    left = marked if len(marked) == 1 and _is_amount_among(marked[0], varied) else list(varied)
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


def _is_amount_among(marked: Column, others: Sequence[Column]) -> bool:
    """The only column with signs is the amount where it stands before the others (balances follow it), or
    where several rows show that the others never have a sign.
    """
    return len(marked.head) > 2 or marked.place == min(column.place for column in others)
