"""The money part of a guess: which columns, which sign, which fee, with the balances as witness."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from finance.importers.csv import ask
from finance.importers.csv.amounts import Amounts, own_minus_of
from finance.importers.csv.balance import Proof, Time, prove
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.flows import column_values, pair_values
from finance.importers.csv.mapping import Mapping, Sign
from finance.importers.csv.numbers import Mark
from finance.importers.csv.question import Findings
from finance.importers.csv.sign import blank_way, find_direction, find_sign

_NOTHING = Proof(0, 0, "oldest")


def settle_money(
    sheet: Sheet, amounts: Amounts, mark: Mark, hints: Mapping, findings: Findings, *, first: Time | None
) -> Mapping:
    """The columns of the money and the sign. `first`: how the dates say that the rows are sorted."""
    if amounts.debit or amounts.credit:
        return _pair(amounts, mark, hints, findings, first=first)
    if amounts.amount is None:
        return Mapping(balance=place_of(amounts.balance))
    return _single(sheet, amounts, amounts.amount, mark, hints, findings, first=first)


def _pair(amounts: Amounts, mark: Mark, hints: Mapping, findings: Findings, *, first: Time | None) -> Mapping:
    proof = proof_of(amounts, "pair", mark, first=first)
    asked = hints.debit is None and hints.credit is None and not proof.holds
    if asked and amounts.debit and amounts.credit and _turned_round(amounts, mark, first):
        findings.ask(ask.about_sides(amounts.debit, amounts.credit))
        return Mapping(balance=place_of(amounts.balance))
    if proof.holds:
        findings.note(f"{proof.matches} of {proof.steps} balances follow the amounts.")
    return Mapping(
        debit=place_of(amounts.debit),
        credit=place_of(amounts.credit),
        balance=place_of(amounts.balance),
        sign="pair",
        own_minus=hints.own_minus or own_minus_of(amounts.debit, amounts.credit),
    )


def _turned_round(amounts: Amounts, mark: Mark, first: Time | None) -> bool:
    """Every balance says that what the headings call out came in."""
    turned = replace(amounts, debit=amounts.credit, credit=amounts.debit)
    proof = proof_of(turned, "pair", mark, first=first)
    return proof.matches == proof.steps >= 2


def _single(
    sheet: Sheet,
    amounts: Amounts,
    amount: Column,
    mark: Mark,
    hints: Mapping,
    findings: Findings,
    *,
    first: Time | None,
) -> Mapping:
    said = hints.direction
    direction = sheet.columns[said] if isinstance(said, int) else find_direction(sheet, amount)
    sign = hints.sign
    if sign is None:
        found = find_sign(sheet, amount, amounts.balance, direction, mark=mark, first=first)
        sign = found.sign
        findings.note(found.why)
        if sign is None:
            findings.ask(ask.about_sign(amount, direction, likely=found.likely))
    by_word = direction if sign == "direction" else None
    return Mapping(
        amount=amount.place,
        balance=place_of(amounts.balance),
        direction=place_of(by_word),
        direction_blank=blank_way(by_word) if by_word else None,
        sign=sign,
        fee=_fee(sheet, amounts, mark, sign, findings),
    )


def _fee(sheet: Sheet, amounts: Amounts, mark: Mark, sign: Sign | None, findings: Findings) -> int | None:
    """The column of fees that are taken off besides the amount: only where the balances say so."""
    fee = next((column for column in sheet.with_role("fee", "number") if any(column.nonzero)), None)
    if (
        fee is None
        or amounts.amount is None
        or amounts.balance is None
        or sign not in {"minus_out", "minus_in"}
    ):
        return None
    balances = column_values(amounts.balance, mark)
    moves = column_values(amounts.amount, mark, sign)
    after = [_less(move, fee) for move, fee in zip(moves, column_values(fee, mark), strict=True)]
    if prove(after, balances).matches <= prove(moves, balances).matches:
        return None
    findings.note(f"The balances fall by {fee.label} too.")
    return fee.place


def _less(amount: Decimal | None, fee: Decimal | None) -> Decimal | None:
    return amount if amount is None or fee is None else amount - abs(fee)


def place_of(column: Column | None) -> int | None:
    return column.place if column else None


def proof_of(amounts: Amounts, sign: Sign, mark: Mark, *, first: Time | None = None) -> Proof:
    """How well the balances follow the amounts under this reading; nothing holds without balances."""
    if amounts.balance is None or not amounts.rows:
        return _NOTHING
    balances = column_values(amounts.balance, mark)
    if amounts.amount:
        return prove(column_values(amounts.amount, mark, sign), balances, first=first)
    nothing: list[Decimal | None] = [None] * len(balances)
    debit, credit = (
        column_values(side, mark) if side else nothing for side in (amounts.debit, amounts.credit)
    )
    return prove(
        pair_values(debit, credit, own_minus_of(amounts.debit, amounts.credit)), balances, first=first
    )


def time_by_balance(amounts: Amounts, sign: Sign | None, mark: Mark | None) -> Time | None:
    """Which end of the file is the older one, if the balances follow the amounts in one direction only."""
    if sign not in {"pair", "minus_out", "minus_in"} or mark is None:
        return None
    oldest, newest = (
        proof_of(amounts, sign, mark, first="oldest"),
        proof_of(amounts, sign, mark, first="newest"),
    )
    best = max(oldest, newest, key=lambda proof: proof.matches)
    return best.first if best.holds and oldest.matches != newest.matches else None
