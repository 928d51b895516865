"""Amounts in columns that headings name, with a second look at whether the cells agree."""

from __future__ import annotations

from collections.abc import Sequence

from finance.importers.csv.amounts import Amounts, follows, rarely_both, take_turns
from finance.importers.csv.balance import Time
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.numbers import Mark
from finance.importers.csv.unnamed import find_unnamed, pair_by_signs, prove_by_balance


def find_amounts(sheet: Sheet, mark: Mark, first: Time | None) -> Amounts:
    """By headings where they name amounts, otherwise by what the cells show."""
    balance = next(iter(sheet.with_role("balance", "number")), None)
    named = sheet.with_role("amount", "number")
    pair = _named_pair(sheet, balance)
    if pair and not any(sum(amount.nonzero) > pair.rows for amount in named):
        return pair
    if named:
        return _one_of(sheet, named, balance, mark, first)
    for role in ("debit", "credit"):
        if lone := sheet.with_role(role, "number"):
            return _one_side(sheet, role, lone[0], balance)
    if empty := sheet.with_role("amount", "empty"):
        return Amounts(amount=empty[0], balance=balance)
    return find_unnamed(sheet, balance, mark, first)


def _named_pair(sheet: Sheet, balance: Column | None) -> Amounts | None:
    """The pair that headings name; of several the one with the most amounts."""
    pairs = [
        Amounts(debit=debit, credit=credit, balance=balance)
        for debit in sheet.with_role("debit", "number", "empty")
        for credit in sheet.with_role("credit", "number", "empty")
        if debit.place != credit.place and rarely_both(debit, credit)
    ]
    return max(pairs, key=lambda pair: pair.rows, default=None)


def _one_of(
    sheet: Sheet, named: Sequence[Column], balance: Column | None, mark: Mark, first: Time | None
) -> Amounts:
    """The named amount, where the wording is a known one and nothing contradicts it. Of several different
    ones, or beside columns of money that no heading explains, the one that the balance follows, or none.
    """
    exact = [column for column in named if column.heading.exact and any(column.nonzero)]
    rivals = exact or [*named, *_unexplained(sheet)]
    if all(column.numbers == rivals[0].numbers for column in rivals):
        return _unless_turns(sheet, rivals[0], balance, mark, first)
    proven = [column for column in rivals if balance and follows(balance, column, mark, first).holds]
    if len(proven) == 1:
        return Amounts(amount=proven[0], balance=balance, why=f"The balance follows {proven[0].label}.")
    return Amounts(balance=balance, rivals=tuple(rivals))


def _unexplained(sheet: Sheet) -> list[Column]:
    return [
        column
        for column in sheet.of_kind("number")
        if not column.heading.roles and column.is_money and any(column.nonzero)
    ]


def _unless_turns(
    sheet: Sheet, amount: Column, balance: Column | None, mark: Mark, first: Time | None
) -> Amounts:
    """A column that has an amount exactly where this one has none makes it one side of a pair."""
    others = [column for column in _unexplained(sheet) if take_turns(amount, column)]
    if len(others) != 1:
        return Amounts(amount=amount, balance=balance)
    sides = sorted((amount, others[0]), key=lambda column: column.place)
    proven = prove_by_balance(sides, balance, mark, first) if balance else None
    return proven if proven and proven.debit else pair_by_signs(sides[0], sides[1], balance)


def _one_side(sheet: Sheet, role: str, lone: Column, balance: Column | None) -> Amounts:
    """A heading names only one side; a column without a known heading may hold the other one."""
    partners = [column for column in _unexplained(sheet) if take_turns(lone, column)]
    other = partners[0] if len(partners) == 1 else None
    debit, credit = (lone, other) if role == "debit" else (other, lone)
    return Amounts(debit=debit, credit=credit, balance=balance)
