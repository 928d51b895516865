"""Writes known movements in any dialect of CSV, the way banks of that country would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HEADINGS = {
    "en": ("Date", "Description", "Amount", "Debit", "Credit", "Balance", "Type"),
    "de": ("Buchungstag", "Verwendungszweck", "Betrag", "Soll", "Haben", "Saldo", "Soll/Haben"),
    "nl": ("Datum", "Omschrijving", "Bedrag", "Af", "Bij", "Saldo", "Af Bij"),
    "fr": ("Date opération", "Libellé", "Montant", "Débit", "Crédit", "Solde", "Sens"),
}
WORDS = {"en": ("Debit", "Credit"), "de": ("S", "H"), "nl": ("Af", "Bij"), "fr": ("D", "C")}
ORDERS = {"%d": "dmy", "%m": "mdy", "%Y": "ymd"}


class Movement(NamedTuple):
    day: date
    amount: Decimal  # money in is positive
    text: str


@dataclass(frozen=True)
class Dialect:
    """`layout`: signed, brackets, trailing (minus), suffix (Dr/Cr), words (a direction column), pair."""

    language: str = "en"
    delimiter: str = ","
    decimal: str = "."
    grouping: str = ""
    day: str = "%Y-%m-%d"
    layout: str = "signed"
    heading: bool = True
    balance: bool = False
    newest_first: bool = False
    zeros: bool = False
    encoding: str = "utf-8"
    newline: str = "\n"
    around: bool = False

    def write(self, movements: Sequence[Movement]) -> bytes:
        """The movements must be sorted by day, the oldest first."""
        rows = list(zip(movements, self._balances(movements), strict=True))
        if self.newest_first:
            rows.reverse()
        lines = [self._heading()] if self.heading else []
        lines += [self._row(movement, balance) for movement, balance in rows]
        text = (
            self.newline.join(self.delimiter.join(map(self._quoted, line)) for line in lines) + self.newline
        )
        if self.around:
            text = f"Bank of Examples{self.newline}{self.newline}{text}{self.newline}Total{self.newline}"
        return text.encode(self.encoding)

    @property
    def truth(self) -> dict[str, str]:
        """The right answer to every question that the file may raise."""
        out = 2
        return {
            "date_order": ORDERS[self.day[:2]],
            "decimal": self.decimal,
            "sign": "direction" if self.layout == "words" else "minus_out",
            "debit": str(out),
            "amount": str(out),
        }

    def _heading(self) -> list[str]:
        day, text, amount, debit, credit, balance, way = HEADINGS[self.language]
        money = {"pair": [debit, credit], "words": [amount, way]}.get(self.layout, [amount])
        return [day, text, *money] + ([balance] if self.balance else [])

    def _row(self, movement: Movement, balance: Decimal) -> list[str]:
        shown = self.day.replace("%b", MONTHS[movement.day.month - 1])
        money = self._money(movement.amount)
        return [f"{movement.day:{shown}}", movement.text, *money] + (
            [self._signed(balance)] if self.balance else []
        )

    def _money(self, amount: Decimal) -> list[str]:
        size, out = self._number(abs(amount)), amount < 0
        empty = self._number(Decimal("0.00")) if self.zeros else ""
        debit, credit = WORDS[self.language]
        return {
            "signed": [f"-{size}" if out else size],
            "brackets": [f"({size})" if out else size],
            "trailing": [f"{size}-" if out else size],
            "suffix": [f"{size} {'Dr' if out else 'Cr'}"],
            "words": [size, debit if out else credit],
            "pair": [size, empty] if out else [empty, size],
        }[self.layout]

    def _signed(self, amount: Decimal) -> str:
        return self._number(amount) if amount >= 0 else f"-{self._number(-amount)}"

    def _number(self, amount: Decimal) -> str:
        whole, _, fraction = f"{amount:f}".partition(".")
        if self.grouping:
            whole = f"{int(whole):,}".replace(",", self.grouping)
        return f"{whole}{self.decimal}{fraction}" if fraction else whole

    def _quoted(self, cell: str) -> str:
        return f'"{cell}"' if self.delimiter in cell else cell

    @staticmethod
    def _balances(movements: Sequence[Movement]) -> list[Decimal]:
        total, balances = Decimal("1000.00"), []
        for movement in movements:
            total += movement.amount
            balances.append(total)
        return balances
