"""The questions that only a person can answer, with the likelier answer first."""

from __future__ import annotations

from typing import Any

from finance.importers.csv.amounts import Amounts
from finance.importers.csv.columns import Column, Sheet
from finance.importers.csv.dates import ORDERS, Order, read_dates
from finance.importers.csv.mapping import Sign
from finance.importers.csv.mark import MarkFound
from finance.importers.csv.numbers import read_number
from finance.importers.csv.question import Choice, Question

_ORDER_NAMES = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


def about_columns(amounts: Amounts) -> Question:
    if amounts.is_pair:
        left, right = amounts.rivals
        likely, other = sorted(
            amounts.rivals, key=lambda column: -sum(column.nonzero)
        )  # most rows are payments
        return Question(
            "debit",
            f"One of {left.label} and {right.label} is money out, the other one money in. Which is out?",
            (_out_choice(likely, other), _out_choice(other, likely)),
        )
    return Question(
        "amount",
        "Which column is the amount of the transaction?",
        tuple(
            Choice(str(column.place), f"{column.label} ({_example(column)})", {"amount": column.place})
            for column in amounts.rivals
        ),
    )


def about_sides(debit: Column, credit: Column) -> Question:
    """Where the balances move against the headings: what is owed on a card, or the books of the bank."""
    text = f"The balances rise by {debit.label} and fall by {credit.label}. Which of the two is money out?"
    return Question("debit", text, (_out_choice(debit, credit), _out_choice(credit, debit)))


def _out_choice(out: Column, into: Column) -> Choice:
    label = f"{out.label} is money out ({_example(out)})"
    return Choice(str(out.place), label, {"debit": out.place, "credit": into.place, "sign": "pair"})


def _example(column: Column) -> str:
    return f"for example {column.distinct[0]}" if column.distinct else "always empty"


def about_mark(found: MarkFound) -> Question:
    number = read_number(found.example)
    readings = {".": number and number.point, ",": number and number.comma}
    choices = tuple(
        Choice(mark, f"decimal {name}" + (f": {readings[mark]}" if readings[mark] else ""), {"decimal": mark})
        for mark, name in ((".", "point"), (",", "comma"))
    )
    return Question("decimal", f"How is the amount “{found.example}” to be read?", choices)


def about_order(sheet: Sheet, options: tuple[Order, ...]) -> Question:
    column = sheet.columns[sheet.date]
    example, dates = next(
        (cell, found)
        for cell in column.distinct
        if (found := read_dates(cell, loose=column.says_date))
        and len({found[ORDERS.index(o)] for o in options}) > 1
    )
    choices = []
    for order in options:
        day = dates[ORDERS.index(order)]
        meaning = f": {day.day} {day:%B %Y}" if day else ""
        choices.append(Choice(order, f"{_ORDER_NAMES[order]}{meaning}", {"date_order": order}))
    return Question("date_order", f"Which day is “{example}”?", tuple(choices))


def about_sign(amount: Column, direction: Column | None, *, likely: Sign) -> Question:
    marked = any(number and number.marker for number in amount.numbers)
    labels: dict[Sign, str] = {
        "minus_in": "A minus is money in, other amounts are money out"
        if marked
        else "Every amount is money out",
        "minus_out": "A minus is money out, other amounts are money in"
        if marked
        else "Every amount is money in",
    }
    if direction:
        labels["direction"] = f"{direction.label} says it"
    order = sorted(labels, key=lambda sign: sign != likely)
    text = f"Which amounts in {amount.label} are money out?"
    return Question(
        "sign", text, tuple(Choice(sign, labels[sign], _answer(sign, direction)) for sign in order)
    )


def _answer(sign: Sign, direction: Column | None) -> dict[str, Any]:
    return (
        {"sign": sign, "direction": direction.place} if sign == "direction" and direction else {"sign": sign}
    )
